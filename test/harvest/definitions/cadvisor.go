package main

import (
	"go/ast"
	"go/parser"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Labels that the kubelet gives to each metric of a container, and cAdvisor to each metric of the machine.
var (
	containerLabels = []string{"container", "id", "image", "name", "namespace", "pod"}
	machineLabels   = []string{"boot_id", "machine_id", "system_uuid"}
)

// cadvisorMetrics returns the metrics of cAdvisor's package metrics, which the kubelet serves with its own.
func (s *sources) cadvisorMetrics(module, folder string) []metric {
	found := []metric{}
	files, err := filepath.Glob(filepath.Join(folder, "metrics", "prometheus*.go"))
	if err != nil {
		fail("%v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "_fake.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			fail("%v", err)
		}
		tree, err := parser.ParseFile(s.set, file, text, parser.SkipObjectResolution)
		if err != nil {
			fail("%v", err)
		}
		scope := &scope{sources: s, pkg: module + "/metrics", imports: importsOf(tree)}
		for _, declaration := range tree.Decls {
			found = append(found, cadvisorIn(declaration, "", scope)...)
		}
	}
	return found
}

// cadvisorIn returns the metrics of a part of the source, in the group of the condition around it.
func cadvisorIn(part ast.Node, group string, scope *scope) []metric {
	found := []metric{}
	ast.Inspect(part, func(node ast.Node) bool {
		switch inner := node.(type) {
		case *ast.IfStmt:
			if name := groupOf(inner.Cond); name != "" && inner != part {
				found = append(found, cadvisorIn(inner.Body, name, scope)...)
				return false
			}
		case *ast.CompositeLit:
			if defined := cadvisorMetric(inner, group, scope); defined != nil {
				found = append(found, *defined)
			}
		case *ast.CallExpr:
			if defined := cadvisorDescription(inner, group, scope); defined != nil {
				found = append(found, *defined)
			}
		}
		return true
	})
	return found
}

// groupOf reads `includedMetrics.Has(container.CpuUsageMetrics)`.
func groupOf(condition ast.Expr) string {
	call, ok := condition.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return ""
	}
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || function.Sel.Name != "Has" {
		return ""
	}
	if name, ok := call.Args[0].(*ast.SelectorExpr); ok {
		return name.Sel.Name
	}
	return ""
}

// cadvisorMetric reads {name: …, valueType: …, extraLabels: …}.
func cadvisorMetric(literal *ast.CompositeLit, group string, scope *scope) *metric {
	fields := map[string]ast.Expr{}
	for _, element := range literal.Elts {
		if field, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := field.Key.(*ast.Ident); ok {
				fields[key.Name] = field.Value
			}
		}
	}
	// The collectors' own: prometheus.GaugeOpts{Namespace: …, Name: …}.
	if fields["Namespace"] != nil && fields["Name"] != nil {
		namespace, _ := scope.text(fields["Namespace"])
		name, _ := scope.text(fields["Name"])
		return &metric{Name: joined(namespace, name), Type: "gauge", Labels: []string{}, File: "cadvisor"}
	}
	kind, ok := fields["valueType"].(*ast.SelectorExpr)
	if !ok || fields["name"] == nil {
		return nil
	}
	name, err := scope.text(fields["name"])
	if err != nil {
		return nil
	}
	labels := []ast.Expr{}
	if extra := fields["extraLabels"]; extra != nil {
		labels, _ = scope.list(extra)
	}
	return cadvisorFamily(name, strings.ToLower(strings.TrimSuffix(kind.Sel.Name, "Value")), group, labels, scope)
}

// cadvisorDescription reads prometheus.NewDesc("container_…", help, labels, nil).
func cadvisorDescription(call *ast.CallExpr, group string, scope *scope) *metric {
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || function.Sel.Name != "NewDesc" || len(call.Args) != 4 {
		return nil
	}
	name, err := scope.text(call.Args[0])
	if err != nil {
		return nil
	}
	extra, err := scope.list(call.Args[2])
	if err != nil {
		extra = nil
	}
	return cadvisorFamily(name, "gauge", group, extra, scope)
}

func cadvisorFamily(name, kind, group string, extra []ast.Expr, scope *scope) *metric {
	base := containerLabels
	switch {
	case strings.HasPrefix(name, "machine_"):
		base = machineLabels
	case strings.HasPrefix(name, "cadvisor_"):
		base = nil
	}
	result := &metric{Name: name, Type: kind, Labels: append([]string{}, base...), Group: group, File: "cadvisor"}
	if err := result.add(extra, scope); err != nil {
		return nil
	}
	sort.Strings(result.Labels)
	return result
}
