package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// Bare is a picture that is published as it is, without what it says beside its pixels: of a JPEG, PNG or WebP file stays
// what a browser needs to show it, in its colours and the right way up, and nothing after its end. Pixels are not decoded,
// so they stay as they are. Of a damaged file stays what comes before the damage; any other file is given back.
func Bare(content []byte) []byte {
	up := exifOf(content).orientation
	switch kind(content) {
	case "jpeg":
		return bareJPEG(content, up)
	case "png":
		return barePNG(content, up)
	case "webp":
		return bareWebP(content, up)
	}
	return content
}

// upright is an EXIF directory that says how the camera was held, and no more; nil if it was held as it should.
func upright(orientation int) []byte {
	if orientation < 2 {
		return nil
	}
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x01")
	b = binary.BigEndian.AppendUint32(append(binary.BigEndian.AppendUint16(b, orientationTag), 0, 3), 1)
	return append(b, 0, byte(orientation), 0, 0, 0, 0, 0, 0)
}

func bareJPEG(content []byte, up int) []byte {
	bare := slices.Clone(content[:2])
	if tiff := upright(up); tiff != nil {
		bare = append(bare, 0xff, 0xe1, 0, byte(8+len(tiff)))
		bare = append(append(bare, "Exif\x00\x00"...), tiff...)
	}
	rest := content[2:]
	for len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xd9 {
		if rest[1] == 0xff { // filling
			rest = rest[1:]
			continue
		}
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if size < 4 || size > len(rest) {
			return bare
		}
		if shows(rest[1], rest[4:size]) {
			bare = append(bare, rest[:size]...)
		}
		scan := 0
		if rest[1] == 0xda {
			scan = scanned(rest[size:])
		}
		bare = append(bare, rest[size:size+scan]...)
		rest = rest[size+scan:]
	}
	if bytes.HasPrefix(rest, []byte("\xff\xd9")) {
		bare = append(bare, rest[:2]...)
	}
	return bare
}

// shows tells whether a segment of a JPEG is needed to show it. Of those for applications it is what says how colours are
// meant; comments are not.
func shows(marker byte, body []byte) bool {
	switch {
	case marker == 0xe0:
		return bytes.HasPrefix(body, []byte("JFIF\x00"))
	case marker == 0xe2:
		return bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	case marker == 0xee:
		return bytes.HasPrefix(body, []byte("Adobe"))
	}
	return marker < 0xe0 || marker > 0xef && marker != 0xfe
}

// scanned is how many bytes of pixels come before the next marker.
func scanned(rest []byte) int {
	for i := 0; i+1 < len(rest); i++ {
		if next := rest[i+1]; rest[i] == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7) {
			return i
		}
	}
	return len(rest)
}

// colours are the chunks of a PNG, beside those without which it is none, that say how it is shown.
var colours = []string{"tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"}

func barePNG(content []byte, up int) []byte {
	bare := slices.Clone(content[:8])
	for rest := content[8:]; len(rest) >= 12; {
		name, _, _, whole := pngChunk(rest)
		if whole < 12 || whole > len(rest) {
			break
		}
		if name[0]&0x20 == 0 || slices.Contains(colours, name) {
			bare = append(bare, rest[:whole]...)
		}
		if tiff := upright(up); name == "IHDR" && tiff != nil {
			bare = binary.BigEndian.AppendUint32(bare, uint32(len(tiff)))
			named := append([]byte("eXIf"), tiff...)
			bare = binary.BigEndian.AppendUint32(append(bare, named...), crc32.ChecksumIEEE(named))
		}
		if name == "IEND" {
			break
		}
		rest = rest[whole:]
	}
	return bare
}

// frames are the chunks of a WebP that are needed to show it.
var frames = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

// The bits of a VP8X chunk that say which others there are.
const (
	hasXMP  = 1 << 2
	hasEXIF = 1 << 3
)

func bareWebP(content []byte, up int) []byte {
	bare, tiff, flagged := slices.Clone(content[:12]), upright(up), false
	for rest := content[12:]; len(rest) >= 8; {
		name, from, size, whole := riffChunk(rest)
		if size < 0 || from+size > len(rest) {
			break
		}
		whole = min(whole, len(rest))
		at := len(bare) + from
		if slices.Contains(frames, name) {
			bare = append(bare, rest[:whole]...)
			if len(bare)%2 == 1 { // the last one lacks its filling
				bare = append(bare, 0)
			}
		}
		if name == "VP8X" && size > 0 {
			flags := &bare[at]
			if *flags &^= hasXMP | hasEXIF; tiff != nil {
				*flags |= hasEXIF
			}
			flagged = true
		}
		rest = rest[whole:]
	}
	if tiff != nil && flagged {
		bare = binary.LittleEndian.AppendUint32(append(bare, "EXIF"...), uint32(len(tiff)))
		bare = append(bare, tiff...)
	}
	binary.LittleEndian.PutUint32(bare[4:], uint32(len(bare)-8))
	return bare
}
