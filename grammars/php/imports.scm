; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(namespace_use_declaration) @whole
((namespace_use_declaration (namespace_name) @prefix body: (namespace_use_group) @prefixed) (#set! separator "\\"))

(namespace_use_clause (qualified_name prefix: (namespace_name) @module (name) @imported) alias: (_) @name) @import
(namespace_use_clause (qualified_name prefix: (namespace_name) @module (name) @imported)) @import
(namespace_use_group (namespace_use_clause . (name) @imported alias: (_) @name) @import)
(namespace_use_group (namespace_use_clause . (name) @imported) @import)
(namespace_use_declaration (namespace_use_clause . (name) @module alias: (_) @namespace) @import)
(namespace_use_declaration (namespace_use_clause . (name) @module @namespace) @import)

(require_expression [(string) (encapsed_string)] @module @wildcard) @import
(require_expression (binary_expression right: [(string) (encapsed_string)] @module @wildcard)) @import
(require_once_expression [(string) (encapsed_string)] @module @wildcard) @import
(require_once_expression (binary_expression right: [(string) (encapsed_string)] @module @wildcard)) @import
(include_expression [(string) (encapsed_string)] @module @wildcard) @import
(include_expression (binary_expression right: [(string) (encapsed_string)] @module @wildcard)) @import
(include_once_expression [(string) (encapsed_string)] @module @wildcard) @import
(include_once_expression (binary_expression right: [(string) (encapsed_string)] @module @wildcard)) @import
