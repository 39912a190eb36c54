package photo

import (
	"image"
	"image/color"
	"image/draw"
)

// planes is a picture as JPEG has it: brightness, and two planes of colour that may be coarser.
type planes [3]plane

// plane is w × h samples.
type plane struct {
	w, h, stride int
	samples      []byte
}

func newPlane(w, h int) plane { return plane{w, h, w, make([]byte, w*h)} }

// planesOf takes a picture apart. That of a JPEG stays where it is; of any other, what can be seen through is white.
func planesOf(m image.Image) planes {
	b := m.Bounds()
	if b.Min == (image.Point{}) {
		switch m := m.(type) {
		case *image.YCbCr:
			cw, ch := chroma(m)
			return planes{{b.Dx(), b.Dy(), m.YStride, m.Y}, {cw, ch, m.CStride, m.Cb}, {cw, ch, m.CStride, m.Cr}}
		case *image.Gray:
			none := plane{1, 1, 1, []byte{128}}
			return planes{{b.Dx(), b.Dy(), m.Stride, m.Pix}, none, none}
		}
	}
	p := planes{newPlane(b.Dx(), b.Dy()), newPlane(b.Dx(), b.Dy()), newPlane(b.Dx(), b.Dy())}
	line := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1)) // one at a time: the whole would be as much again
	for y := range b.Dy() {
		draw.Draw(line, line.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(line, line.Rect, m, image.Pt(b.Min.X, b.Min.Y+y), draw.Over)
		for x := range b.Dx() {
			at := y*b.Dx() + x
			pixel := line.Pix[4*x:]
			p[0].samples[at], p[1].samples[at], p[2].samples[at] = color.RGBToYCbCr(pixel[0], pixel[1], pixel[2])
		}
	}
	return p
}

// chroma is how many samples the planes of colour have.
func chroma(m *image.YCbCr) (w, h int) {
	w, h = m.Rect.Dx(), m.Rect.Dy()
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		return (w + 1) / 2, h
	case image.YCbCrSubsampleRatio420:
		return (w + 1) / 2, (h + 1) / 2
	case image.YCbCrSubsampleRatio440:
		return w, (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		return (w + 3) / 4, h
	case image.YCbCrSubsampleRatio410:
		return (w + 3) / 4, (h + 1) / 2
	}
	return w, h
}

// shrink is the picture w × h, with half as many samples of colour each way.
func (p planes) shrink(w, h int) planes {
	cw, ch := (w+1)/2, (h+1)/2
	return planes{p[0].scale(w, h), p[1].scale(cw, ch), p[2].scale(cw, ch)}
}

// scale makes each sample the mean of the area that it covers, parts of samples included. A plane of colour that is
// coarser than asked for is stretched in the same way.
func (p plane) scale(w, h int) plane {
	if w == p.w && h == p.h {
		return p
	}
	to := newPlane(w, h)
	rows := make([]uint64, w) // sums of a line of the result
	line := make([]uint64, w) // one line of the source, set to the width of the result
	for y := range h {
		clear(rows)
		cover(y, h, p.h, func(from, share int) {
			p.squeeze(from, line)
			for x, v := range line {
				rows[x] += v * uint64(share)
			}
		})
		area := uint64(p.w) * uint64(p.h)
		for x, v := range rows {
			to.samples[y*w+x] = byte((v + area/2) / area)
		}
	}
	return to
}

// squeeze sums the samples of a line under each sample of the result, in parts of 1/len(line).
func (p plane) squeeze(y int, line []uint64) {
	samples := p.samples[y*p.stride : y*p.stride+p.w]
	w := len(line)
	at, left := 0, w // the sample of the source that is being shared out, and how much of it is left
	for x := range line {
		sum, need := uint64(0), p.w
		for need > 0 {
			share := min(left, need)
			sum += uint64(samples[at]) * uint64(share)
			need -= share
			if left -= share; left == 0 {
				at, left = at+1, w
			}
		}
		line[x] = sum
	}
}

// cover tells which of n samples lie under sample i of m, and how much of each, in parts of 1/m: together n.
func cover(i, m, n int, each func(from, share int)) {
	begin, end := i*n, (i+1)*n
	for at := begin / m; at*m < end; at++ {
		each(at, min(end, (at+1)*m)-max(begin, at*m))
	}
}

// turn sets the picture upright, by the orientation of EXIF.
func (p planes) turn(orientation int) planes {
	for i := range p {
		p[i] = p[i].turn(orientation)
	}
	return p
}

func (p plane) turn(orientation int) plane {
	if orientation < 2 {
		return p
	}
	to := newPlane(p.w, p.h)
	if orientation >= 5 {
		to = newPlane(p.h, p.w)
	}
	for y := range to.h {
		for x := range to.w {
			fx, fy := x, y
			switch orientation {
			case 2:
				fx = p.w - 1 - x
			case 3:
				fx, fy = p.w-1-x, p.h-1-y
			case 4:
				fy = p.h - 1 - y
			case 5:
				fx, fy = y, x
			case 6:
				fx, fy = y, p.h-1-x
			case 7:
				fx, fy = p.w-1-y, p.h-1-x
			case 8:
				fx, fy = p.w-1-y, x
			}
			to.samples[y*to.w+x] = p.samples[fy*p.stride+fx]
		}
	}
	return to
}

// picture puts the planes together. They are as shrink made them.
func (p planes) picture() image.Image {
	return &image.YCbCr{
		Y: p[0].samples, Cb: p[1].samples, Cr: p[2].samples, YStride: p[0].stride, CStride: p[1].stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, p[0].w, p[0].h),
	}
}
