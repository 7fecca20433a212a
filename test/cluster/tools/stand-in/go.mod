// Stands in for the programs of the platform that no package registry serves: see main.go.
module faas-stack/tools/stand-in

go 1.26.0
