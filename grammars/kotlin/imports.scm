; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import (qualified_identifier (identifier) @wildcard .) @module "*") @import
(import (qualified_identifier (identifier) @imported .) @module "as" (identifier) @name) @import
(import (qualified_identifier (identifier) @imported .) @module .) @import
