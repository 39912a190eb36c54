package photo

import (
	"bytes"
	"encoding/binary"
)

// exif is the little that is read of it: how the camera was held, and whether it says where it stood.
type exif struct {
	orientation int // 1 to 8; 0 if it does not say
	placed      bool
}

// sideways tells whether width and height change places.
func (e exif) sideways() bool { return e.orientation >= 5 }

// exifOf looks for the EXIF of a JPEG, PNG or WebP picture. What is damaged says nothing.
func exifOf(content []byte) exif {
	switch kind(content) {
	case "jpeg":
		return jpegTags(content)
	case "png":
		return tiffTags(chunk(content[8:], "eXIf", pngChunk))
	case "webp":
		return tiffTags(bytes.TrimPrefix(chunk(content[12:], "EXIF", riffChunk), []byte("Exif\x00\x00")))
	}
	return exif{}
}

// kind tells the formats that are known here by how a file begins; "" is any other.
func kind(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xd8")):
		return "jpeg"
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case len(content) >= 12 && string(content[:4]) == "RIFF" && string(content[8:12]) == "WEBP":
		return "webp"
	}
	return ""
}

func jpegTags(content []byte) (found exif) {
	segments(content, func(marker byte, body []byte) {
		if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			found = tiffTags(tiff)
		}
	})
	return found
}

// pixels is what comes after the segments of a JPEG.
func pixels(content []byte) []byte { return segments(content, func(byte, []byte) {}) }

// segments goes through the segments of a JPEG before its pixels, and gives the rest.
func segments(content []byte, each func(marker byte, body []byte)) []byte {
	rest := content[2:]
	for len(rest) >= 4 && rest[1] != 0xda {
		size := int(binary.BigEndian.Uint16(rest[2:]))
		switch {
		case rest[0] != 0xff:
			return rest
		case rest[1] == 0xff: // filling
			rest = rest[1:]
		case size < 2 || 2+size > len(rest):
			return rest
		default:
			each(rest[1], rest[4:2+size])
			rest = rest[2+size:]
		}
	}
	return rest
}

// pngChunk and riffChunk read the head of a chunk: its name, where its content begins, its length, and the length of the
// whole.
func pngChunk(c []byte) (name string, from, size, whole int) {
	size = int(binary.BigEndian.Uint32(c))
	return string(c[4:8]), 8, size, size + 12
}

func riffChunk(c []byte) (name string, from, size, whole int) {
	size = int(binary.LittleEndian.Uint32(c[4:]))
	return string(c[:4]), 8, size, 8 + size + size%2
}

// chunk is the content of a chunk; nil if there is none of that name.
func chunk(rest []byte, want string, head func([]byte) (string, int, int, int)) []byte {
	for len(rest) >= 8 {
		name, from, size, whole := head(rest)
		if size < 0 || from+size > len(rest) {
			return nil
		}
		if name == want {
			return rest[from : from+size]
		}
		rest = rest[min(whole, len(rest)):]
	}
	return nil
}

// Tags of the first directory.
const (
	orientationTag = 0x0112
	placeTag       = 0x8825 // where the directory of GPS is
)

// tiffTags reads the first directory.
func tiffTags(tiff []byte) exif {
	var order binary.ByteOrder
	switch {
	case len(tiff) < 8:
		return exif{}
	case string(tiff[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(tiff[:4]) == "MM\x00*":
		order = binary.BigEndian
	default:
		return exif{}
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return exif{}
	}
	var e exif
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		switch order.Uint16(entries) {
		case orientationTag:
			if n := order.Uint16(entries[8:]); n >= 1 && n <= 8 {
				e.orientation = int(n)
			}
		case placeTag:
			e.placed = true
		}
		entries = entries[12:]
	}
	return e
}
