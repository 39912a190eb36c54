package site

import "github.com/lanewall/lanewall/internal/i18n"

// Operator is who runs the site, as sites of public bodies say in their foot. What is empty is left out.
type Operator struct {
	Sponsor   i18n.Text `toml:"sponsor"`
	Organiser i18n.Text `toml:"organiser"`
	Support   i18n.Text `toml:"support"`
	Phone     string    `toml:"phone"`
	ICP       string    `toml:"icp"`
	Police    string    `toml:"police"`
	SiteCode  string    `toml:"site_code"` // 网站标识码, given to it by the inspectors of government sites
}
