/** What a trace shows of the work, and what it costs when nobody listens: in this process, and of the built jar. */
package io.batchtask.bridge.it.traces;
