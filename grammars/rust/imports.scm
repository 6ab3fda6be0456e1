; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(use_declaration (visibility_modifier) @reexport) @whole
(use_declaration) @whole
((scoped_use_list path: (_) @prefix list: (_) @prefixed) (#set! separator "::"))

(use_declaration argument: (use_as_clause path: (identifier) @module alias: (_) @namespace)) @import
(use_declaration argument: (identifier) @module @namespace) @import
(extern_crate_declaration name: (_) @module alias: (_) @namespace) @import
(extern_crate_declaration name: (_) @module @namespace !alias) @import
(use_declaration argument: (scoped_identifier path: (_) @module name: (_) @imported)) @import
(use_list (scoped_identifier path: (_) @module name: (_) @imported) @import)
(use_list (identifier) @imported @import)
(use_list (self) @package @import)
(use_as_clause path: (scoped_identifier path: (_) @module name: (_) @imported) alias: (_) @name) @import
(use_as_clause path: (self) alias: (_) @namespace) @import
(use_as_clause path: (identifier) @imported alias: (_) @name) @import
(use_wildcard (_) @module "*" @wildcard) @import
