# make site    set up, build the tool, build this folder's site into public/
# make test    set up, then everything that is checked before a change goes in
# make gallery build the five example sites under gallery/, with a page in front
# make docs    build the documentation, two sites, into docs/public/
# make dist    build the program for Windows, macOS and Linux into dist/
# make screenshots photograph the pages, to look at them
# make help    all targets

GO   ?= go
# Debian packages the tests use: a browser, and fonts with Chinese; web servers, for docs/recipes; shells, for completion.
DEBS ?= chromium fonts-noto-cjk nginx caddy busybox python3 unzip bash-completion zsh fish
# What a release is called: the file VERSION, else the tag or commit.
VERSION ?= $(shell cat VERSION 2>/dev/null || git describe --tags --always --dirty)
# The day that files in the archives carry: that of the commit.
DATE ?= $(shell git log -1 --format=%cs)

.PHONY: site gallery docs test screenshots bench dist clean help lanewall vendor debs npm

site: lanewall ## build the site into public/ (default)
	bin/lanewall build

gallery: vendor ## build the five example sites under gallery/, with a page in front
	$(GO) run -buildvcs=false ./examples/gallery -o gallery

docs: lanewall ## build the documentation, Chinese and English, into docs/public/
	$(GO) run -buildvcs=false ./docs/reference
	bin/lanewall --source docs/zh build --output docs/public/zh
	bin/lanewall --source docs/en build --output docs/public/en

test: debs vendor ## gofmt, go vet, all tests, and whether it builds for Windows
	@files=$$(gofmt -l $$(find . -name '*.go' ! -path './node_modules/*')) && \
	if [ -n "$$files" ]; then echo "not formatted, run gofmt -w:" >&2; echo "$$files" >&2; exit 1; fi
	$(GO) vet ./...
	$(GO) test -timeout 60m ./...
	GOOS=windows $(GO) build ./...

screenshots: debs ## photograph a page of every kind of every site into screenshots/, with a page of them all
	mkdir -p screenshots
	LANEWALL_SCREENSHOTS=$(CURDIR)/screenshots $(GO) test -count=1 -timeout 60m ./internal/build -run 'TestScreenshots|TestSheetsOnPaper'
	@echo screenshots/index.html

bench: ## run the benchmarks; those of bench/ print how lanewall compares with its peers
	$(GO) test -run '^$$' -bench . -benchmem ./...

dist: vendor ## build the program for Windows, macOS and Linux into dist/, with licences and checksums
	$(GO) run -buildvcs=false ./cmd/dist -version $(VERSION) -date $(DATE) -o dist

clean: ## remove bin/, dist/, gallery/, docs/public/ and everything in public/ that is not tracked
	rm -rf bin dist gallery docs/public
	find public -mindepth 1 ! -path public/README.md -delete

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

lanewall: vendor # go build does nothing where nothing changed
	@$(GO) build -buildvcs=false -trimpath -o bin/lanewall ./cmd/lanewall

# Installed by root where they are missing. Without root a missing one is a failure in CI; elsewhere the tests that
# need it say that they are skipped.
debs:
	@missing=; for p in $(DEBS); do \
	  [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null)" = installed ] || missing="$$missing $$p"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $$missing; \
	elif [ "$$CI" = true ]; then echo "missing:$$missing" >&2; exit 1; \
	else echo "missing, tests that need them are skipped:$$missing" >&2; fi

# Scripts that pages load from npm, with their licences; they are embedded in the program. Without npm there are none.
vendor: themes/wall/vendor/echarts.js
themes/wall/vendor/echarts.js: themes/bundle.mjs themes/echarts.mjs node_modules/.package-lock.json
	@if [ ! -e node_modules/.package-lock.json ]; then echo "charts stay as they are drawn" >&2; \
	else node themes/bundle.mjs; fi

# Packages from package-lock.json: ECharts, the tool that bundles it, and what tests compare with.
npm: node_modules/.package-lock.json
node_modules/.package-lock.json: package.json package-lock.json
	@if command -v npm >/dev/null && npm ci --ignore-scripts --no-audit --no-fund; then touch $@; \
	elif [ "$$CI" = true ]; then echo "npm ci failed" >&2; exit 1; \
	else echo "no npm packages, tests that need them are skipped" >&2; fi
