// Package themes holds the themes that come with the tool.
package themes

import "embed"

// FS has a folder a theme. Anything in it may be overridden by a file of the same name in a site's own themes/.
//
//go:embed all:wall
var FS embed.FS
