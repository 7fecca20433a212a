module faas-stack/harvest/definitions

go 1.26.0
