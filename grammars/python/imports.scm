; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import_statement name: (dotted_name) @module @package) @import
(import_statement name: (aliased_import name: (_) @module alias: (_) @namespace)) @import
(future_import_statement "__future__" @module name: (dotted_name) @imported) @import
(import_from_statement module_name: (_) @module name: (dotted_name) @imported) @import
(import_from_statement module_name: (_) @module name: (aliased_import name: (_) @imported alias: (_) @name)) @import
(import_from_statement module_name: (_) @module (wildcard_import) @wildcard) @import @reexport

((assignment left: (identifier) @_all right: [
  (list (string (string_content) @export))
  (tuple (string (string_content) @export))
  (binary_operator (list (string (string_content) @export)))
]) (#eq? @_all "__all__"))
((augmented_assignment left: (identifier) @_all right: [
  (list (string (string_content) @export))
  (tuple (string (string_content) @export))
]) (#eq? @_all "__all__"))
