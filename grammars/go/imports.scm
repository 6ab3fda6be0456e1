; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import_spec !name path: (_) @module @package) @import
(import_spec name: (package_identifier) @namespace path: (_) @module) @import
(import_spec name: (dot) @wildcard path: (_) @module) @import
