/** Dead letters sent back: each once, whatever happens meanwhile. */
package io.batchtask.bridge.it.replay;
