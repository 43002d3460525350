/** How the bridge comes to a ticket, on site and online, and what it does while there is none. */
package io.batchtask.bridge.it.signin;
