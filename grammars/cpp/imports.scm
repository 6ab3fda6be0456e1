; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(preproc_include path: [(string_literal) (system_lib_string)] @module @wildcard) @import
(using_declaration (qualified_identifier scope: (_) @module name: (identifier) @imported)) @import
(using_declaration "namespace" [(identifier) (qualified_identifier)] @module @wildcard) @import
