package build

import (
	"io/fs"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/tree"
)

// Session builds a site again and again while somebody edits it. What has not changed is not done again, and of what
// has, only what somebody looks at.
type Session struct {
	files  fs.FS
	reader *site.Reader
	last   *Draft
	told   diag.List // with it
}

// NewSession is a session on a site folder of which nothing has been read yet.
func NewSession(files fs.FS, options site.Options) *Session {
	return &Session{files: files, reader: site.NewReader(files, options)}
}

// Update gives the site as it is now, and the problems met in reading and counting it: the same draft as before if no
// file has changed, nil if there is nothing to show.
func (s *Session) Update() (*Draft, diag.List) {
	now, changed, problems := s.reader.Read()
	if !changed {
		return s.last, s.told
	}
	result, errs := list(now, s.files, s.last.built())
	problems.Append(errs)
	problems = site.FirstCauses(problems)
	s.told = problems
	if s.last = nil; result != nil {
		s.last = newDraft(result, s.files, problems)
	}
	return s.last, s.told
}

// Draft is a site as it was at one time. Each file is made when it is asked for, by however many at a time.
type Draft struct {
	result *Result
	list   []tree.File
	files  map[string]tree.File
	told   diag.List // in reading and counting
	late   diag.List // of the templates
}

func newDraft(result *Result, own fs.FS, told diag.List) *Draft {
	files, late := result.files(own)
	d := &Draft{result: result, list: files, files: make(map[string]tree.File, len(files)), told: told, late: late}
	for _, f := range files {
		d.files[f.Path] = f
	}
	return d
}

func (d *Draft) built() *Result {
	if d == nil {
		return nil
	}
	return d.result
}

// Open gives the content of a file, and the problems met in making it; fs.ErrNotExist if the site has no such file.
func (d *Draft) Open(path string) ([]byte, diag.List, error) {
	f, ok := d.files[path]
	if !ok {
		return nil, nil, fs.ErrNotExist
	}
	content, err := f.Render()
	if faults := d.result.fault(err); faults != nil {
		return nil, faults, nil
	}
	return content, d.result.met(path), err
}

// Check makes the pages that nobody has asked for yet and gives every problem that a build reports. It ends early, with
// what it has, once stop says so; a nil stop never does.
func (d *Draft) Check(stop func() bool) diag.List {
	if stop == nil {
		stop = func() bool { return false }
	}
	problems := slices.Clone(d.told)
	d.result.Plan.Check(stop)
	problems.Append(d.result.Plan.Problems())
	problems.Append(d.late)
	if _, err := tree.New(d.list); err != nil && problems.Count(diag.Error) == 0 {
		problems.Add("taken-path", diag.Pos{}, err.Error())
	}
	return site.FirstCauses(problems)
}
