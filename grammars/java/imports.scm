; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import_declaration (scoped_identifier scope: (_) @module name: (_) @imported) .) @import
(import_declaration (scoped_identifier) @module (asterisk) @wildcard) @import
