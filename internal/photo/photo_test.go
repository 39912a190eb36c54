package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
)

// picture is w × h: its four corners have colours of their own, the rest is a pattern.
func picture(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{byte(x * 255 / w), byte(y * 255 / h), byte((x ^ y) & 63), 255})
		}
	}
	for i, c := range []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}} {
		x, y := i%2*(w-w/4), i/2*(h-h/4)
		draw.Draw(m, image.Rect(x, y, x+w/4, y+h/4), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return m
}

func jpegOf(t testing.TB, m image.Image, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return slices.Concat([]byte("\xff\xd8"), slices.Concat(segments...), b.Bytes()[2:])
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func segment(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// exifSegment has an orientation and, if placed, a directory of GPS with 北纬 39°54′.
func exifSegment(order binary.AppendByteOrder, orientation int, placed bool) []byte {
	b := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	entries := uint16(1)
	if placed {
		entries = 2
	}
	b = order.AppendUint16(b, entries)
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, orientationTag), 3), 1)
	b = order.AppendUint16(order.AppendUint16(b, uint16(orientation)), 0)
	if placed {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, placeTag), 4), 1)
		b = order.AppendUint32(b, 38)
	}
	b = order.AppendUint32(b, 0)
	if placed {
		b = order.AppendUint16(b, 1)
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 2), 5), 3)
		b = order.AppendUint32(b, 60)
		for _, n := range []uint32{0, 39, 1, 54, 1, 0, 1} {
			b = order.AppendUint32(b, n)
		}
	}
	return segment(0xe1, "Exif\x00\x00"+string(b))
}

// TestNothingButPixels: whatever a camera or a program writes into a photograph, what is made of it has none of it.
func TestNothingButPixels(t *testing.T) {
	content := jpegOf(t, picture(1600, 1200),
		exifSegment(binary.BigEndian, 1, true),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta secret/>"),
		segment(0xe2, "ICC_PROFILE\x00\x01\x01 secret profile"),
		segment(0xed, "Photoshop 3.0\x00secret IPTC"),
		segment(0xfe, "secret comment"))
	content = append(content, "secret after the end"...)
	if info, err := Look(content); err != nil || !exifOf(content).placed {
		t.Fatalf("the photograph itself: %+v, %v", info, err)
	}
	for _, width := range Widths {
		made, err := Make(content, width)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"secret", "Exif", "xmp", "ICC_PROFILE", "adobe", "MM\x00*"} {
			if bytes.Contains(made, []byte(word)) {
				t.Errorf("%d: %q is in it", width, word)
			}
		}
		rest := segments(made, func(marker byte, _ []byte) {
			if marker >= 0xe0 && marker <= 0xef || marker == 0xfe {
				t.Errorf("%d: a segment %x", width, marker)
			}
		})
		if end := bytes.Index(rest, []byte("\xff\xd9")); end != len(rest)-2 {
			t.Errorf("%d: something after the end", width)
		}
		if info, err := Look(made); err != nil || exifOf(made) != (exif{}) || info.Width != width || info.Height != width*3/4 {
			t.Errorf("%d: %+v, %v", width, info, err)
		}
	}
}

// corners reads the colours of the four corners.
func corners(t *testing.T, content []byte) string {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	b, names := m.Bounds(), ""
	for i := range 4 {
		x, y := b.Dx()/16+i%2*b.Dx()*7/8, b.Dy()/16+i/2*b.Dy()*7/8
		r, g, blue, _ := m.At(x, y).RGBA()
		switch {
		case r > 0xc000 && g > 0xc000 && blue > 0xc000:
			names += "w"
		case r > 0xc000:
			names += "r"
		case g > 0xc000:
			names += "g"
		case blue > 0xc000:
			names += "b"
		default:
			names += "?"
		}
	}
	return names
}

// TestUpright: a picture with red, green over blue, white corners, as it was held.
func TestUpright(t *testing.T) {
	for orientation, want := range []string{"rgbw", "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			content := jpegOf(t, picture(640, 480), exifSegment(order, orientation, false))
			made, err := Make(content, 480)
			if err != nil {
				t.Fatal(err)
			}
			if got := corners(t, made); got != want {
				t.Errorf("orientation %d: corners %s, want %s", orientation, got, want)
			}
			info, _ := Look(content)
			w, h := info.Size(480)
			if m, err := jpeg.DecodeConfig(bytes.NewReader(made)); err != nil || m.Width != w || m.Height != h || (orientation >= 5) != (h > w) {
				t.Errorf("orientation %d: %d × %d, said %d × %d", orientation, m.Width, m.Height, w, h)
			}
		}
	}
}

func TestSize(t *testing.T) {
	for _, c := range []struct{ w, h, width, wantW, wantH int }{
		{4000, 3000, 480, 480, 360},
		{4000, 3000, 1080, 1080, 810},
		{300, 200, 480, 300, 200},   // never enlarged
		{3000, 4000, 480, 480, 640}, // upright
		{1000, 9000, 480, 80, 720},  // a tall strip
		{9000, 10, 480, 480, 1},     // a flat one
		{1, 1, 480, 1, 1},
		{480, 720, 480, 480, 720},
	} {
		if w, h := (Info{Width: c.w, Height: c.h}).Size(c.width); w != c.wantW || h != c.wantH {
			t.Errorf("%d × %d for %d: %d × %d, want %d × %d", c.w, c.h, c.width, w, h, c.wantW, c.wantH)
		}
	}
}

// noise is what compresses worst.
func noise(w, h int) image.Image {
	m := image.NewGray(image.Rect(0, 0, w, h))
	n := uint32(1)
	for i := range m.Pix {
		n = n*1664525 + 1013904223
		m.Pix[i] = byte(n >> 24)
	}
	return m
}

func TestSmallEnough(t *testing.T) {
	for _, m := range []image.Image{noise(2000, 1500), noise(1080, 810), picture(3000, 4000), picture(20, 10), image.NewPaletted(image.Rect(5, 5, 90, 70), color.Palette{color.Black, color.Transparent})} {
		for _, content := range [][]byte{jpegOf(t, m), pngOf(t, m)} {
			for _, width := range Widths {
				made, err := Make(content, width)
				if err != nil || len(made) > MaxBytes {
					t.Errorf("%v for %d: %d bytes, %v", m.Bounds(), width, len(made), err)
				}
			}
		}
	}
}

// TestSameBytes holds what is made against what this recipe made when it was written: whoever changes that raises Recipe.
func TestSameBytes(t *testing.T) {
	for _, c := range []struct {
		content []byte
		want    string
	}{
		{pngOf(t, picture(1500, 1000)), "7088a838693eacbe"},
		{jpegOf(t, picture(1501, 999), exifSegment(binary.BigEndian, 6, true)), "5835a4b3e719707f"},
	} {
		made, err := Make(c.content, 480)
		sum := sha256.Sum256(made)
		if got := hex.EncodeToString(sum[:8]); err != nil || got != c.want {
			t.Errorf("recipe %d makes %s, want %s (%v)", Recipe, got, c.want, err)
		}
	}
}

// TestScale: means by hand.
func TestScale(t *testing.T) {
	p := plane{4, 2, 4, []byte{0, 40, 80, 120, 20, 60, 100, 140}}
	for _, c := range []struct {
		w, h int
		want []byte
	}{
		{2, 1, []byte{30, 110}},
		{1, 1, []byte{70}},
		{3, 1, []byte{20, 70, 120}}, // (3·10+50)/4, (50+90)/2, (90+3·130)/4
		{4, 2, p.samples},
		{8, 2, []byte{0, 0, 40, 40, 80, 80, 120, 120, 20, 20, 60, 60, 100, 100, 140, 140}},
	} {
		if got := p.scale(c.w, c.h).samples; !bytes.Equal(got, c.want) {
			t.Errorf("%d × %d: %v, want %v", c.w, c.h, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	good := jpegOf(t, picture(64, 48), exifSegment(binary.BigEndian, 1, true))
	bomb := pngOf(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(bomb[16:], 100_000)
	binary.BigEndian.PutUint32(bomb[20:], 100_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"HEIC":      {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), ErrHEIC},
		"text":      {[]byte("photo"), ErrFormat},
		"empty":     {nil, ErrFormat},
		"cut":       {good[:len(good)-40], ErrFormat},
		"cut early": {good[:100], ErrFormat},
		"bomb":      {bomb, ErrLarge},
	} {
		if _, err := Look(c.content); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if _, err := Make(c.content, 480); !errors.Is(err, c.want) {
			t.Errorf("%s: made, or %v", name, err)
		}
	}
}

// FuzzLook: what is damaged says nothing worse than that.
func FuzzLook(f *testing.F) {
	f.Add(jpegOf(f, picture(16, 16), exifSegment(binary.LittleEndian, 8, true)))
	f.Add(pngOf(f, picture(8, 8)))
	f.Add([]byte("RIFF\x04\x00\x00\x00WEBPEXIF\xff\xff\xff\xff"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if e := exifOf(content); e.orientation < 0 || e.orientation > 8 {
			t.Errorf("orientation %d", e.orientation)
		}
		if info, err := Look(content); err == nil && (info.Width < 1 || info.Height < 1 || info.Width > MaxPixels/info.Height) {
			t.Errorf("%+v", info)
		}
	})
}

func BenchmarkMake(b *testing.B) {
	content := jpegOf(b, picture(4000, 3000))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Make(content, Widths[1]); err != nil {
			b.Fatal(err)
		}
	}
}

// TestShapes: pictures of other shapes and colours than a camera's, from formats that hold them.
func TestShapes(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 40, 30))
	for y := range 30 {
		for x := range 40 {
			deep.Set(x, y, color.NRGBA64{0xffff, 0, 0, 0xffff})
		}
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 40, 30)) // what can be seen through is white
	for name, c := range map[string]struct {
		content []byte
		w, h    int // for 480
		want    color.RGBA
	}{
		"16 bits":         {pngOf(t, deep), 40, 30, color.RGBA{254, 0, 0, 255}},
		"see-through":     {pngOf(t, clear), 40, 30, color.RGBA{255, 255, 255, 255}},
		"one pixel high":  {pngOf(t, image.NewGray(image.Rect(0, 0, 5000, 1))), 480, 1, color.RGBA{0, 0, 0, 255}},
		"one pixel wide":  {jpegOf(t, image.NewGray(image.Rect(0, 0, 1, 5000))), 1, 720, color.RGBA{0, 0, 0, 255}},
		"one pixel, WebP": {dot(t), 1, 1, color.RGBA{255, 255, 255, 255}},
		"on its side":     {jpegOf(t, image.NewGray(image.Rect(0, 0, 5000, 1)), exifSegment(binary.BigEndian, 6, false)), 1, 720, color.RGBA{0, 0, 0, 255}},
	} {
		made, err := Make(c.content, 480)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m, err := jpeg.Decode(bytes.NewReader(made))
		if err != nil || m.Bounds() != image.Rect(0, 0, c.w, c.h) {
			t.Errorf("%s: %v, %v", name, m.Bounds(), err)
			continue
		}
		if got := color.RGBAModel.Convert(m.At(0, 0)); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
