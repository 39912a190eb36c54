package site

// Operator is what the site says of who runs it.
type Operator struct {
	SiteCode string `toml:"site_code"` // 网站标识码, given to it by the inspectors of government sites
}
