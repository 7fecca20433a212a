package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// sources are the modules, and the packages that were read for their constants.
type sources struct {
	set      *token.FileSet
	modules  map[string]string
	packages map[string]map[string]value
	problems []string
}

// value is an expression and the file that it stands in, whose imports it uses.
type value struct {
	expr    ast.Expr
	pkg     string
	imports map[string]string
}

func newSources() *sources {
	return &sources{set: token.NewFileSet(), modules: map[string]string{}, packages: map[string]map[string]value{}}
}

// folderOf returns the folder of a package, or nothing if it is in none of the modules.
func (s *sources) folderOf(pkg string) string {
	best := ""
	for module := range s.modules {
		if (pkg == module || strings.HasPrefix(pkg, module+"/")) && len(module) > len(best) {
			best = module
		}
	}
	if best == "" {
		return ""
	}
	return filepath.Join(s.modules[best], filepath.FromSlash(strings.TrimPrefix(pkg, best)))
}

// valuesOf returns the constants and variables of a package.
func (s *sources) valuesOf(pkg string) map[string]value {
	if known, ok := s.packages[pkg]; ok {
		return known
	}
	found := map[string]value{}
	s.packages[pkg] = found
	folder := s.folderOf(pkg)
	entries, err := os.ReadDir(folder)
	if folder == "" || err != nil {
		return found
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_windows.go") {
			continue
		}
		tree, err := parser.ParseFile(s.set, filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		imports := importsOf(tree)
		for _, declaration := range tree.Decls {
			if general, ok := declaration.(*ast.GenDecl); ok {
				for name, expr := range declared(general) {
					found[name] = value{expr, pkg, imports}
				}
			}
		}
	}
	return found
}

// declared returns what a declaration of constants or variables gives to names.
func declared(declaration *ast.GenDecl) map[string]ast.Expr {
	found := map[string]ast.Expr{}
	for _, spec := range declaration.Specs {
		values, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for index, name := range values.Names {
			if index < len(values.Values) {
				found[name.Name] = values.Values[index]
			}
		}
	}
	return found
}

// localsAround returns what the function around a node gives to names.
func (s *sources) localsAround(tree *ast.File, node ast.Node) map[string]ast.Expr {
	found := map[string]ast.Expr{}
	for _, declaration := range tree.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || node.Pos() < function.Pos() || node.End() > function.End() {
			continue
		}
		ast.Inspect(function, func(inner ast.Node) bool {
			switch statement := inner.(type) {
			case *ast.AssignStmt:
				for index, target := range statement.Lhs {
					if name, ok := target.(*ast.Ident); ok && len(statement.Lhs) == len(statement.Rhs) {
						found[name.Name] = statement.Rhs[index]
					}
				}
			case *ast.GenDecl:
				for name, expr := range declared(statement) {
					found[name] = expr
				}
			}
			return true
		})
	}
	return found
}

// scope is where names have their values.
type scope struct {
	sources *sources
	pkg     string
	imports map[string]string
	local   map[string]ast.Expr
}

// named returns the value of a name, and the scope that it is to be read in.
func (s *scope) named(expr ast.Expr) (ast.Expr, *scope) {
	switch name := expr.(type) {
	case *ast.Ident:
		if local, ok := s.local[name.Name]; ok {
			return local, s
		}
		return s.of(s.pkg, name.Name)
	case *ast.SelectorExpr:
		if pkg, ok := name.X.(*ast.Ident); ok {
			return s.of(s.imports[pkg.Name], name.Sel.Name)
		}
	}
	return nil, nil
}

func (s *scope) of(pkg, name string) (ast.Expr, *scope) {
	found, ok := s.sources.valuesOf(pkg)[name]
	if !ok {
		return nil, nil
	}
	return found.expr, &scope{sources: s.sources, pkg: found.pkg, imports: found.imports}
}

func (s *scope) unreadable(expr ast.Expr, what string) error {
	return fmt.Errorf("%s is no %s that is known before the program runs", s.sources.set.Position(expr.Pos()), what)
}

// text evaluates a constant string.
func (s *scope) text(expr ast.Expr) (string, error) {
	switch node := expr.(type) {
	case *ast.BasicLit:
		return strconv.Unquote(node.Value)
	case *ast.ParenExpr:
		return s.text(node.X)
	case *ast.BinaryExpr:
		left, err := s.text(node.X)
		if err != nil {
			return "", err
		}
		right, err := s.text(node.Y)
		return left + right, err
	case *ast.CallExpr:
		return s.call(node)
	}
	if found, scope := s.named(expr); found != nil {
		return scope.text(found)
	}
	return "", s.unreadable(expr, "text")
}

// call evaluates BuildFQName, a conversion to a type of texts, and a format with texts.
func (s *scope) call(call *ast.CallExpr) (string, error) {
	texts := []string{}
	for _, argument := range call.Args {
		text, err := s.text(argument)
		if err != nil {
			return "", err
		}
		texts = append(texts, text)
	}
	name := ""
	switch function := call.Fun.(type) {
	case *ast.Ident:
		name = function.Name
	case *ast.SelectorExpr:
		name = function.Sel.Name
	}
	switch {
	case name == "BuildFQName":
		return joined(texts...), nil
	case name == "Sprintf" && len(texts) > 0:
		values := make([]any, len(texts)-1)
		for index, text := range texts[1:] {
			values[index] = text
		}
		return fmt.Sprintf(texts[0], values...), nil
	case len(texts) == 1:
		return texts[0], nil
	}
	return "", s.unreadable(call, "text")
}

// list returns the elements of a list of texts.
func (s *scope) list(expr ast.Expr) ([]ast.Expr, error) {
	switch node := expr.(type) {
	case *ast.CompositeLit:
		// Elements are read where the list stands.
		elements := make([]ast.Expr, len(node.Elts))
		for index, element := range node.Elts {
			text, err := s.text(element)
			if err != nil {
				return nil, err
			}
			elements[index] = &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(text)}
		}
		return elements, nil
	case *ast.CallExpr:
		if name, ok := node.Fun.(*ast.Ident); ok && name.Name == "append" {
			all := []ast.Expr{}
			first, err := s.list(node.Args[0])
			if err != nil {
				return nil, err
			}
			all = append(all, first...)
			return append(all, node.Args[1:]...), nil
		}
	case *ast.Ident:
		if node.Name == "nil" {
			return nil, nil
		}
	}
	if found, scope := s.named(expr); found != nil {
		return scope.list(found)
	}
	return nil, s.unreadable(expr, "list")
}

// Of Prometheus' client library (DefBuckets).
var defaultBuckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// buckets evaluates the boundaries of a histogram.
func (s *scope) buckets(expr ast.Expr) ([]float64, error) {
	switch node := expr.(type) {
	case *ast.CompositeLit:
		return s.numbers(node.Elts)
	case *ast.CallExpr:
		return s.bucketCall(node)
	case *ast.SelectorExpr:
		if node.Sel.Name == "DefBuckets" {
			return defaultBuckets, nil
		}
	}
	if found, scope := s.named(expr); found != nil {
		return scope.buckets(found)
	}
	return nil, s.unreadable(expr, "list of buckets")
}

func (s *scope) bucketCall(call *ast.CallExpr) ([]float64, error) {
	name := ""
	switch function := call.Fun.(type) {
	case *ast.Ident:
		name = function.Name
	case *ast.SelectorExpr:
		name = function.Sel.Name
	}
	if name == "merge" || name == "MergeBuckets" || name == "append" {
		merged := []float64{}
		for _, argument := range call.Args {
			part, err := s.buckets(argument)
			if err != nil {
				number, problem := s.number(argument)
				if problem != nil {
					return nil, err
				}
				part = []float64{number}
			}
			merged = append(merged, part...)
		}
		return merged, nil
	}
	arguments, err := s.numbers(call.Args)
	if err != nil || len(arguments) != 3 {
		return nil, s.unreadable(call, "list of buckets")
	}
	count := int(arguments[2])
	result := make([]float64, count)
	switch name {
	case "LinearBuckets":
		for index := range result {
			result[index] = arguments[0] + float64(index)*arguments[1]
		}
	case "ExponentialBuckets":
		for index := range result {
			result[index] = arguments[0] * math.Pow(arguments[1], float64(index))
		}
	case "ExponentialBucketsRange":
		growth := math.Pow(arguments[1]/arguments[0], 1/float64(count-1))
		for index := range result {
			result[index] = arguments[0] * math.Pow(growth, float64(index))
		}
	default:
		return nil, s.unreadable(call, "list of buckets")
	}
	return result, nil
}

func (s *scope) numbers(exprs []ast.Expr) ([]float64, error) {
	found := make([]float64, len(exprs))
	for index, expr := range exprs {
		number, err := s.number(expr)
		if err != nil {
			return nil, err
		}
		found[index] = number
	}
	return found, nil
}

// number evaluates a constant number; a duration is in nanoseconds.
func (s *scope) number(expr ast.Expr) (float64, error) {
	switch node := expr.(type) {
	case *ast.BasicLit:
		return strconv.ParseFloat(strings.ReplaceAll(node.Value, "_", ""), 64)
	case *ast.ParenExpr:
		return s.number(node.X)
	case *ast.UnaryExpr:
		number, err := s.number(node.X)
		return -number, err
	case *ast.BinaryExpr:
		return s.computed(node)
	case *ast.CallExpr:
		if selector, ok := node.Fun.(*ast.SelectorExpr); ok && len(node.Args) == 0 && selector.Sel.Name == "Seconds" {
			number, err := s.number(selector.X)
			return number / 1e9, err
		}
		if len(node.Args) == 1 {
			return s.number(node.Args[0])
		}
	case *ast.SelectorExpr:
		if unit, ok := durations[node.Sel.Name]; ok {
			return unit, nil
		}
	}
	if found, scope := s.named(expr); found != nil {
		return scope.number(found)
	}
	return 0, s.unreadable(expr, "number")
}

var durations = map[string]float64{"Nanosecond": 1, "Microsecond": 1e3, "Millisecond": 1e6, "Second": 1e9, "Minute": 60e9, "Hour": 3600e9}

func (s *scope) computed(node *ast.BinaryExpr) (float64, error) {
	left, err := s.number(node.X)
	if err != nil {
		return 0, err
	}
	right, err := s.number(node.Y)
	if err != nil {
		return 0, err
	}
	switch node.Op {
	case token.ADD:
		return left + right, nil
	case token.SUB:
		return left - right, nil
	case token.MUL:
		return left * right, nil
	case token.QUO:
		return left / right, nil
	case token.SHL:
		return left * math.Pow(2, right), nil
	}
	return 0, s.unreadable(node, "number")
}
