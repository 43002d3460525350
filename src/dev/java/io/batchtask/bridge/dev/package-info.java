/**
 * What development needs and the product does not contain: broker, NetServer simulator, demo.
 *
 * <p>The demo starts all three of broker, simulator and bridge ({@code DemoWorld}), feeds requests ({@code DemoFeed},
 * from {@code DemoScript}), watches what comes of them as any consumer could ({@code OutputReader}) and closes its books.
 *
 * <p>Decision: the bridge runs from its jar, in a process of its own, configured by environment variables alone: what people
 * see is what they would install. Its output is filtered, not configured.
 *
 * <p>Decision: Ctrl-C is a wish, not an end. A terminal signals every process at once; the broker ignores that, the
 * bridge drains as it always does, and the demo closes the books before it stops the broker. When the demo itself is
 * killed, the broker sees its input close, and a {@code Watchdog} sees the same and ends the bridge.
 */
package io.batchtask.bridge.dev;
