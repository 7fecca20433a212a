// Finds the metrics that Go sources define with k8s.io/component-base/metrics, and prints them as JSON.
//
// Each argument is `<module>=<folder>`. Only the sources are read: nothing is compiled, so that the modules need not build.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

const framework = "k8s.io/component-base/metrics"

// Folders whose metrics no component serves.
var skipped = map[string]bool{"hack": true, "test": true, "testdata": true, "third_party": true, "vendor": true}

// metric is a definition, as the harvest reads it.
type metric struct {
	Name       string    `json:"name"`
	Type       string    `json:"type"`
	Stability  string    `json:"stability"`
	Labels     []string  `json:"labels"`
	Buckets    []float64 `json:"buckets,omitempty"`
	Deprecated string    `json:"deprecated,omitempty"`
	Help       string    `json:"help"`
	// Import path and file: it decides which component serves the metric.
	File string `json:"file"`
	// Group of cAdvisor's metrics, which the kubelet chooses from.
	Group string `json:"group,omitempty"`
}

func main() {
	sources := newSources()
	for _, argument := range os.Args[1:] {
		module, folder, ok := strings.Cut(argument, "=")
		if !ok {
			fail("write <module>=<folder>, not %q", argument)
		}
		sources.modules[module] = folder
	}
	found := []metric{}
	for module, folder := range sources.modules {
		if strings.HasPrefix(module, "github.com/google/cadvisor") {
			found = append(found, sources.cadvisorMetrics(module, folder)...)
			delete(sources.modules, module)
		}
	}
	for _, file := range sources.files() {
		found = append(found, sources.metricsOf(file)...)
	}
	sort.SliceStable(found, func(a, b int) bool { return found[a].Name < found[b].Name })
	for _, problem := range sources.problems {
		fmt.Fprintln(os.Stderr, problem)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

// sourceFile is a file that uses the framework.
type sourceFile struct {
	pkg  string
	name string
	tree *ast.File
}

// files returns the files that import the framework, in the order of their paths.
func (s *sources) files() []sourceFile {
	found := []sourceFile{}
	for module, folder := range s.modules {
		err := filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := entry.Name()
			if entry.IsDir() {
				if skipped[name] {
					return filepath.SkipDir
				}
				return nil
			}
			if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			within, _ := filepath.Rel(folder, file)
			full := path.Join(module, filepath.ToSlash(within))
			if path.Dir(full) != framework && !strings.Contains(string(text), `"`+framework+`"`) {
				return nil
			}
			tree, err := parser.ParseFile(s.set, file, text, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			found = append(found, sourceFile{pkg: path.Dir(full), name: full, tree: tree})
			return nil
		})
		if err != nil {
			fail("%v", err)
		}
	}
	sort.Slice(found, func(a, b int) bool { return found[a].name < found[b].name })
	return found
}

// constructors of the framework by name, and whether the second argument lists labels.
var constructors = map[string]struct {
	kind   string
	labels bool
}{
	"NewCounter":            {"counter", false},
	"NewCounterVec":         {"counter", true},
	"NewGauge":              {"gauge", false},
	"NewGaugeVec":           {"gauge", true},
	"NewGaugeFunc":          {"gauge", false},
	"NewHistogram":          {"histogram", false},
	"NewHistogramVec":       {"histogram", true},
	"NewSummary":            {"summary", false},
	"NewSummaryVec":         {"summary", true},
	"NewTimingHistogram":    {"histogram", false},
	"NewTimingHistogramVec": {"histogram", true},
}

// metricsOf returns the metrics that a file defines.
func (s *sources) metricsOf(file sourceFile) []metric {
	imports := importsOf(file.tree)
	alias := ""
	for name, path := range imports {
		if path == framework {
			alias = name
		}
	}
	found := []metric{}
	ast.Inspect(file.tree, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		scope := &scope{sources: s, pkg: file.pkg, imports: imports, local: s.localsAround(file.tree, call)}
		defined, err := s.metricOf(call, alias, scope)
		if err != nil {
			s.problems = append(s.problems, fmt.Sprintf("%s: %v", s.set.Position(call.Pos()), err))
			return true
		}
		if defined != nil {
			defined.File = file.name
			found = append(found, *defined)
		}
		return true
	})
	return found
}

func (s *sources) metricOf(call *ast.CallExpr, alias string, scope *scope) (*metric, error) {
	// A function of the package flowcontrol that wraps two histograms.
	if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "NewTimingRatioHistogramVec" {
		return optionsOf(call.Args[0], "histogram", call.Args[1:], scope)
	}
	name := frameworkFunction(call.Fun, alias, scope.pkg)
	if name == "NewDesc" {
		return descriptionOf(call, scope)
	}
	constructor, ok := constructors[name]
	if !ok {
		return nil, nil
	}
	labels := []ast.Expr{}
	if constructor.labels {
		list, err := scope.list(call.Args[1])
		if err != nil {
			return nil, err
		}
		labels = list
	}
	return optionsOf(call.Args[0], constructor.kind, labels, scope)
}

// frameworkFunction returns the name of a function of the framework, in whose own package it stands without a qualifier.
func frameworkFunction(function ast.Expr, alias, pkg string) string {
	switch name := function.(type) {
	case *ast.Ident:
		if pkg == framework {
			return name.Name
		}
	case *ast.SelectorExpr:
		if from, ok := name.X.(*ast.Ident); ok && alias != "" && from.Name == alias {
			return name.Sel.Name
		}
	}
	return ""
}

// descriptionOf reads NewDesc(name, help, labels, constant labels, stability, deprecated version).
func descriptionOf(call *ast.CallExpr, scope *scope) (*metric, error) {
	if len(call.Args) != 6 {
		return nil, fmt.Errorf("NewDesc has %d arguments", len(call.Args))
	}
	result := &metric{Type: "custom", Labels: []string{}}
	var err error
	if result.Name, err = scope.text(call.Args[0]); err != nil {
		return nil, err
	}
	if result.Help, err = scope.text(call.Args[1]); err != nil {
		return nil, err
	}
	labels, err := scope.list(call.Args[2])
	if err != nil {
		return nil, err
	}
	if err := result.add(labels, scope); err != nil {
		return nil, err
	}
	if err := result.addKeys(call.Args[3], scope); err != nil {
		return nil, err
	}
	result.Stability = stabilityOf(call.Args[4])
	result.Deprecated, err = scope.text(call.Args[5])
	sort.Strings(result.Labels)
	return result, err
}

// optionsOf reads &CounterOpts{…} and its kin; nil if the options come from elsewhere.
func optionsOf(options ast.Expr, kind string, labels []ast.Expr, scope *scope) (*metric, error) {
	if address, ok := options.(*ast.UnaryExpr); ok {
		options = address.X
	}
	literal, ok := options.(*ast.CompositeLit)
	if !ok {
		return nil, nil
	}
	result := &metric{Type: kind, Stability: "ALPHA", Labels: []string{}}
	parts := map[string]string{}
	for _, element := range literal.Elts {
		field, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return nil, fmt.Errorf("the options have no names")
		}
		name := field.Key.(*ast.Ident).Name
		var err error
		switch name {
		case "Namespace", "Subsystem", "Name", "DeprecatedVersion", "Help":
			parts[name], err = scope.text(field.Value)
		case "StabilityLevel":
			result.Stability = stabilityOf(field.Value)
		case "Buckets":
			result.Buckets, err = scope.buckets(field.Value)
		case "ConstLabels":
			err = result.addKeys(field.Value, scope)
		}
		if err != nil {
			return nil, err
		}
	}
	result.Name = joined(parts["Namespace"], parts["Subsystem"], parts["Name"])
	result.Help, result.Deprecated = parts["Help"], parts["DeprecatedVersion"]
	if err := result.add(labels, scope); err != nil {
		return nil, err
	}
	if kind == "histogram" && result.Buckets == nil {
		result.Buckets = defaultBuckets
	}
	sort.Strings(result.Labels)
	return result, nil
}

func (m *metric) add(labels []ast.Expr, scope *scope) error {
	for _, label := range labels {
		name, err := scope.text(label)
		if err != nil {
			return err
		}
		m.Labels = append(m.Labels, name)
	}
	return nil
}

func (m *metric) addKeys(labels ast.Expr, scope *scope) error {
	literal, ok := labels.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	for _, element := range literal.Elts {
		name, err := scope.text(element.(*ast.KeyValueExpr).Key)
		if err != nil {
			return err
		}
		m.Labels = append(m.Labels, name)
	}
	return nil
}

// stabilityOf reads metrics.STABLE; an empty text is ALPHA.
func stabilityOf(value ast.Expr) string {
	if selector, ok := value.(*ast.SelectorExpr); ok {
		return selector.Sel.Name
	}
	return "ALPHA"
}

func joined(parts ...string) string {
	given := []string{}
	for _, part := range parts {
		if part != "" {
			given = append(given, part)
		}
	}
	return strings.Join(given, "_")
}

func importsOf(tree *ast.File) map[string]string {
	found := map[string]string{}
	for _, imported := range tree.Imports {
		full := strings.Trim(imported.Path.Value, `"`)
		name := path.Base(full)
		if imported.Name != nil {
			name = imported.Name.Name
		}
		found[name] = full
	}
	return found
}
