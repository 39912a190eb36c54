// Package photo makes pictures for pages from photographs as they come from a telephone or a camera.
//
//	photograph ──Look──▶ Info     what it is, without decoding it: a bomb is refused before it goes off
//	photograph ──Make──▶ JPEG     upright, no wider than asked for, at most 80 KB, and nothing in it but pixels
//	   picture ──Bare──▶ picture  the same pixels, without what it says beside them
//
// A photograph says more than it shows: where it was taken, when, with which telephone, and by whom. None of that is
// copied. What Make writes is encoded from pixels alone, and holds no segment that could carry it.
//
// The same photograph gives the same bytes on every machine: all arithmetic is on integers. The scalers of x/image/draw
// reckon in floating point, which some processors round differently, and turn YCbCr into RGB and back; averaging the
// planes of a JPEG as they are is exact, half the code, and takes a third of the time.
package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // formats that Look and Make read
	"strconv"

	_ "golang.org/x/image/webp"
)

// Recipe is the version of what Make does: one that gives other bytes has another number, so that a file whose name
// carries it is never an old one.
const Recipe = 1

// MaxBytes is the size that a made picture does not exceed.
const MaxBytes = 80 << 10

// MaxPixels is how many pixels a photograph may have: those of a telephone's 64-megapixel camera. One of them takes some
// 100 MB to decode, 400 MB if it is a progressive JPEG.
const MaxPixels = 1 << 26

// Widths are those that pages use: of a picture beside another on a telephone, and of one that is looked at.
var Widths = [...]int{480, 1080}

// Info is what a photograph is.
type Info struct {
	Width, Height int // upright
	Format        string
}

// The reasons why something is not taken for a photograph.
var (
	ErrHEIC   = errors.New("HEIC")
	ErrFormat = errors.New("not a JPEG, PNG or WebP picture")
	ErrLarge  = errors.New("too many pixels")
)

// Look says what a photograph is. Of its pixels nothing is decoded.
func Look(content []byte) (Info, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case err != nil && heic(content):
		return Info{}, ErrHEIC
	case errors.Is(err, image.ErrFormat):
		return Info{}, ErrFormat
	case err != nil:
		return Info{}, fmt.Errorf("%w: %w", ErrFormat, err)
	case config.Width <= 0 || config.Height <= 0:
		return Info{}, ErrFormat
	case config.Width > MaxPixels/config.Height:
		return Info{Width: config.Width, Height: config.Height}, ErrLarge
	}
	if cut(content, format) {
		return Info{}, fmt.Errorf("%w: its end is missing", ErrFormat)
	}
	tags := exifOf(content)
	info := Info{config.Width, config.Height, format}
	if tags.sideways() {
		info.Width, info.Height = info.Height, info.Width
	}
	return info, nil
}

// cut tells whether the end of a picture is missing, as when it was sent and the connection broke.
func cut(content []byte, format string) bool {
	switch format {
	case "jpeg":
		return !bytes.Contains(pixels(content), []byte("\xff\xd9")) // which the pixels of none hold
	case "png":
		return !bytes.Contains(content, []byte("IEND"))
	}
	return len(content) < 8 || int64(binary.LittleEndian.Uint32(content[4:]))+8 > int64(len(content))
}

// heic tells the format of Apple's cameras: a box “ftyp” with one of its brands.
func heic(content []byte) bool {
	if len(content) < 12 || string(content[4:8]) != "ftyp" {
		return false
	}
	switch string(content[8:12]) {
	case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1":
		return true
	}
	return false
}

// Size is the width and height of the picture that Make makes with a width: never more than the photograph has, and of
// one that stands upright no more than half as high again as wide.
func (i Info) Size(width int) (w, h int) {
	w, h = min(width, i.Width), 0
	if tall := width * 3 / 2; i.Height*w > tall*i.Width {
		return max(1, (i.Width*tall+i.Height/2)/i.Height), tall
	}
	h = max(1, (i.Height*w+i.Width/2)/i.Width)
	return w, h
}

// qualities are tried one after the other until the picture is small enough; after the last of them it is made narrower.
var qualities = [...]int{82, 74, 66, 58, 50, 42}

// Make makes a picture of a photograph, for a width. Where the lowest quality is not enough it is an eighth narrower than
// that, and so on: pages set pictures by their proportions, so that this moves nothing on them.
func Make(content []byte, width int) ([]byte, error) {
	info, err := Look(content)
	if err != nil {
		return nil, err
	}
	decoded, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	tags := exifOf(content)
	source := planesOf(decoded)
	for try := width; ; try -= max(1, try/8) {
		w, h := info.Size(try)
		if tags.sideways() {
			w, h = h, w
		}
		picture := source.shrink(w, h).turn(tags.orientation).picture()
		for _, quality := range qualities {
			if try < width {
				quality = qualities[len(qualities)-1]
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality}); err != nil {
				return nil, err
			}
			if b.Len() <= MaxBytes {
				return b.Bytes(), nil
			}
			if try < width {
				break
			}
		}
	}
}

// Name is the file name of a picture of the photograph with a sum: it names what the picture holds.
func Name(sum string, width int) string { return sum + "-" + strconv.Itoa(width) + ".jpg" }
