// One bundle for all tests of the extension host.
import './suite/accepts.test';
import './suite/activation.test';
import './suite/chat.test';
import './suite/completion.test';
import './suite/context.test';
import './suite/debugHint.test';
import './suite/documentFeed.test';
import './suite/documentText.test';
import './suite/editorStates.test';
import './suite/explain.test';
import './suite/fix.test';
import './suite/fixPreview.test';
import './suite/history.test';
import './suite/placeWatch.test';
import './suite/writeTests.test';
import './suite/writing.test';
import './suite/deactivation.test';
