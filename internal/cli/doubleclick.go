package cli

import (
	"fmt"
	"path/filepath"
)

// doubleClicked is what the program does when somebody double-clicks it in Windows Explorer: it shows the site that lies
// beside it in the browser; where there is none it asks the questions of init, and then shows the new one. The window
// would close with the program, and what it said with it: it waits for Enter.
func (a *app) doubleClicked(folder string) int {
	status := a.showBeside(folder, a.run)
	fmt.Fprintln(a.err, a.say("\n按回车键关闭这个窗口。", "\nPress Enter to close this window."))
	a.line() // Ctrl+C and the end of the input close it, too
	return status
}

// showBeside runs the commands that this takes, one after the other.
func (a *app) showBeside(folder string, run func(args []string) (status int)) int {
	site := siteBeside(folder)
	if site == "" {
		site = filepath.Join(folder, a.say("公开栏", "board"))
		fmt.Fprintf(a.err, a.say("这个文件夹里还没有网站。回答几个问题，就在“%s”文件夹里建好一个。\n\n", "There is no site in this folder yet. Some questions, and there is one in the folder “%s”.\n\n"), site)
		if status := run([]string{"init", site}); status != 0 {
			return status
		}
	}
	return run([]string{"serve", "--source", site})
}

// siteBeside is the site in a folder or in a folder of it; "" if there is none.
func siteBeside(folder string) string {
	for _, pattern := range []string{"site.toml", filepath.Join("*", "site.toml")} {
		if found, _ := filepath.Glob(filepath.Join(folder, pattern)); len(found) > 0 {
			return filepath.Dir(found[0])
		}
	}
	return ""
}
