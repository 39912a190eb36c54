package kit

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
)

// A Scene is a flat drawing that stands for a photograph, with 示例照片 across its foot, so that nobody takes it for one.
type Scene struct {
	Thing Thing
	After bool // it is put right
	// Placed gives the file what a telephone writes into one: where it was taken, which is a point in the sea where no
	// land is. A site must not publish that.
	Placed bool
}

// A Thing is what a scene shows.
type Thing int

// Things that are put right.
const (
	Lamp  Thing = iota // over a door, dark or lit
	Steps              // of a staircase, without and with a handrail
	Fence              // along a road, missing and there
)

// sceneW and sceneH are the size of a drawing: larger than the larger picture that a site makes of it.
const sceneW, sceneH = 1200, 900

// JPEG is the scene as a file of the site, which says in a comment that it is generated, and by what.
func (s Scene) JPEG(from Site) []byte {
	p := painting{image.NewRGBA(image.Rect(0, 0, sceneW, sceneH))}
	switch s.Thing {
	case Lamp:
		p.lamp(s.After)
	case Steps:
		p.steps(s.After)
	case Fence:
		p.fence(s.After)
	}
	p.label()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p.RGBA, &jpeg.Options{Quality: 45}); err != nil {
		panic(err) // nothing fails in memory
	}
	head := append([]byte("\xff\xd8"), segment(0xfe, []byte(from.Header()))...)
	if s.Placed {
		head = append(head, segment(0xe1, placed())...)
	}
	return append(head, b.Bytes()[2:]...)
}

// File is the scene at a path.
func (s Scene) File(from Site, path string) File { return File{path, s.JPEG(from)} }

func segment(marker byte, body []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// placed is EXIF with a directory of GPS: 0° north, 0° east.
func placed() []byte {
	b := []byte("Exif\x00\x00MM\x00*")
	put := func(numbers ...uint32) {
		for _, n := range numbers {
			b = binary.BigEndian.AppendUint32(b, n)
		}
	}
	entry := func(tag, typ uint16, count, value uint32) {
		b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, tag), typ)
		put(count, value)
	}
	put(8)
	b = append(b, 0, 2)
	entry(0x010f, 2, 4, 'l'<<24|'w'<<16|'x'<<8) // the maker of the camera
	entry(0x8825, 4, 1, 38)                     // where the next directory is
	put(0)
	b = append(b, 0, 4)
	entry(1, 2, 2, 'N'<<24)
	entry(2, 5, 3, 92)
	entry(3, 2, 2, 'E'<<24)
	entry(4, 5, 3, 92)
	put(0, 0, 1, 0, 1, 0, 1)
	return b
}

// painting is a drawing with flat colours.
type painting struct{ *image.RGBA }

func (p painting) box(x, y, w, h int, c color.Color) {
	draw.Draw(p.RGBA, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
}

// disc is filled.
func (p painting) disc(x, y, r int, c color.Color) {
	for dy := -r; dy <= r; dy++ {
		for dx := -r; dx <= r; dx++ {
			if dx*dx+dy*dy <= r*r {
				p.Set(x+dx, y+dy, c)
			}
		}
	}
}

// line leads from one point to another, so many pixels thick.
func (p painting) line(x1, y1, x2, y2, thick int, c color.Color) {
	n := max(max(x2-x1, x1-x2), max(y2-y1, y1-y2), 1)
	for i := range n + 1 {
		p.box(x1+(x2-x1)*i/n-thick/2, y1+(y2-y1)*i/n-thick/2, thick, thick, c)
	}
}

func rgb(n int) color.RGBA { return color.RGBA{byte(n >> 16), byte(n >> 8), byte(n), 255} }

func (p painting) lamp(lit bool) {
	wall, door, floor := rgb(0x3b3f47), rgb(0x2b2622), rgb(0x2a2c31)
	if lit {
		wall, door, floor = rgb(0xd9cfb4), rgb(0x7a5a3c), rgb(0x9a9587)
	}
	p.box(0, 0, sceneW, sceneH, wall)
	p.box(0, 720, sceneW, sceneH-720, floor)
	p.box(420, 300, 360, 420, door)
	p.box(595, 300, 10, 420, floor)
	p.disc(565, 520, 12, wall)
	p.disc(635, 520, 12, wall)
	p.box(590, 90, 20, 70, rgb(0x555555))
	if lit {
		p.disc(600, 190, 110, rgb(0xf3e6b3))
		p.disc(600, 190, 56, rgb(0xfff7d6))
		return
	}
	p.disc(600, 190, 56, rgb(0x60646b))
	p.line(565, 160, 635, 220, 6, rgb(0x2b2d31))
}

func (p painting) steps(railed bool) {
	p.box(0, 0, sceneW, sceneH, rgb(0xd5d9d6))
	p.box(0, 760, sceneW, sceneH-760, rgb(0x8d918f))
	for i := range 6 {
		p.box(240+i*140, 690-i*90, sceneW-240-i*140, 80+i*90, rgb(0xa9a49a-i*0x060606))
		p.box(240+i*140, 690-i*90, sceneW-240-i*140, 8, rgb(0x6f6b63))
	}
	if !railed {
		p.disc(450, 735, 34, rgb(0x8d918f)) // a broken edge
		p.disc(730, 560, 26, rgb(0x8d918f))
		return
	}
	for i := range 6 {
		p.box(300+i*140, 520-i*90, 12, 172, rgb(0x1d6b4f))
	}
	p.line(270, 540, 1030, 52, 20, rgb(0x1d6b4f))
	p.line(270, 640, 1030, 152, 10, rgb(0x1d6b4f))
}

func (p painting) fence(there bool) {
	p.box(0, 0, sceneW, 420, rgb(0xc9dbe6))
	p.disc(250, 420, 190, rgb(0x9fb59a))
	p.disc(820, 440, 260, rgb(0x93ab8d))
	p.box(0, 420, sceneW, 240, rgb(0x7f9672)) // the far side of the ditch
	p.box(0, 560, sceneW, 100, rgb(0x5c5444))
	p.box(0, 640, sceneW, sceneH-640, rgb(0x85858a))
	for x := 0; x < sceneW; x += 240 {
		p.box(x+60, 790, 120, 12, rgb(0xeeeeee))
	}
	if !there {
		return
	}
	for x := 40; x < sceneW; x += 160 {
		for i := range 5 {
			c := rgb(0xf2f2f2)
			if i%2 == 0 {
				c = rgb(0xb3261e)
			}
			p.box(x, 470+i*36, 24, 36, c)
		}
	}
	p.box(0, 500, sceneW, 20, rgb(0xe8e8e8))
	p.box(0, 570, sceneW, 20, rgb(0xe8e8e8))
}

// label writes 示例照片 across the foot, between stripes.
func (p painting) label() {
	const scale, foot = 4, 110
	p.box(0, sceneH-foot, sceneW, foot, rgb(0xfbfaf7))
	for y := range foot {
		for x := range sceneW {
			if (x < 330 || x >= sceneW-330) && (x+y)/30%2 == 0 {
				p.Set(x, sceneH-foot+y, rgb(0xd9d5cc))
			}
		}
	}
	left := (sceneW - len(letters)*28*scale) / 2
	for i, letter := range letters {
		for y, row := range letter {
			for x := range 24 {
				if row>>(23-x)&1 == 1 {
					p.box(left+i*28*scale+x*scale, sceneH-foot+7+y*scale, scale, scale, rgb(0x1d1c1a))
				}
			}
		}
	}
}

// letters is 示例照片, 24 × 24 dots each.
var letters = [...][24]uint32{
	{0x000000, 0x000000, 0x1ffff0, 0x1ffff8, 0x1ffff8, 0x000000, 0x000000, 0x000000, 0x7ffffe, 0x7ffffe, 0x7ffffe, 0x003c00, 0x003c00, 0x0f3cf0, 0x0e3c70, 0x1e3c78, 0x1c3c38, 0x3c3c3c, 0x783c1c, 0x703c1e, 0x11fc08, 0x01f800, 0x01f000, 0x000000},
	{0x000000, 0x0e000e, 0x0ffe0e, 0x1dfece, 0x1cf0ee, 0x1c60ee, 0x38e0ee, 0x38feee, 0x78feee, 0x79feee, 0x79ceee, 0x79ceee, 0x1f8cee, 0x1ffcee, 0x197cee, 0x187cee, 0x1838ee, 0x18380e, 0x18700e, 0x18f00e, 0x19e0fc, 0x19c0fc, 0x188078, 0x000000},
	{0x000000, 0x3f9ffc, 0x3ffffe, 0x3ffffe, 0x39c70e, 0x39c70c, 0x39cf7c, 0x3ffe7c, 0x3ff878, 0x3fdffc, 0x39dffc, 0x39dffc, 0x39dc1c, 0x3fdc1c, 0x3fdffc, 0x3f9ffc, 0x381ffc, 0x080018, 0x1ce738, 0x3ce71c, 0x38e39e, 0x78e38e, 0x30e38c, 0x000000},
	{0x000000, 0x0e0700, 0x0e0700, 0x0e0700, 0x0e0700, 0x0e0700, 0x0e0f00, 0x0ffffc, 0x0ffffc, 0x0ffff8, 0x0e0000, 0x0e0000, 0x0e0000, 0x0fffe0, 0x1fffe0, 0x1fffe0, 0x1c00e0, 0x1c00e0, 0x3c00e0, 0x7800e0, 0x7800e0, 0x7000e0, 0x2000e0, 0x000000},
}

// A Shot is a scene as a row names it.
type Shot struct {
	Scene
	Name, Caption string // Name is of the file, in the folder photos of the ledger
	Taken         Day
}

// Shots are the photographs of a row.
type Shots []Shot

// BeforeAfter is a thing before and after it was put right; the first has what a telephone writes into it.
func BeforeAfter(thing Thing, name, where, wrong, right string, before, after Day) Shots {
	return Shots{
		{Scene{thing, false, true}, name + "-before.jpg", where + wrong + "（示例图，非实景）", before},
		{Scene{thing, true, false}, name + "-after.jpg", where + right + "（示例图，非实景）", after},
	}
}

// Write writes the photographs of a row, unless it has none.
func (s Shots) Write(w *Writer) {
	var rows [][]Field
	for _, shot := range s {
		stage := "before"
		if shot.After {
			stage = "after"
		}
		rows = append(rows, []Field{F("file", "photos/"+shot.Name), F("caption", shot.Caption), F("stage", stage), F("taken", shot.Taken)})
	}
	w.Tables("photos", rows)
}

// Files are the files of the photographs of a ledger's rows.
func (s Shots) Files(from Site, folder string) []File {
	var files []File
	for _, shot := range s {
		files = append(files, shot.File(from, "data/"+folder+"/photos/"+shot.Name))
	}
	return files
}

// Last is the last of the rows that fits.
func Last[R any](rows []R, fits func(R) bool) R {
	for i := len(rows) - 1; ; i-- {
		if fits(rows[i]) {
			return rows[i]
		}
	}
}
