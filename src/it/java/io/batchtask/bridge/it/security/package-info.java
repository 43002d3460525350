/** TLS, secured brokers, secrets that stay secret, headers that steer nothing, and the libraries that ship. */
package io.batchtask.bridge.it.security;
