/** What development needs and the product does not contain: broker, NetServer simulator, demo. */
package io.batchtask.bridge.dev;
