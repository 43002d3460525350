/**
 * One HTTP client for every call that leaves the product, but for Kafka's: to NetServer, to SuperOffice Online, and
 * those of {@code check}. It knows neither SOAP nor JSON, and of the settings only the files for TLS.
 *
 * <p>{@code HttpTransport} takes calls and keeps their deadline, {@code CurrentClient} has the client behind it ready
 * and replaces a dead one, {@code ClientGeneration} is that client (Apache HttpClient 5, asynchronous, set up by
 * {@code ClientFactory}), {@code Attempt} one try on one connection, {@code ReplyCollector}, {@code ReplyBody} and
 * {@code ReplyBudget} read what comes back, {@code FailureClassifier} names what went wrong. {@code TlsFiles} and
 * {@code TlsContext} are all there is about TLS.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>The client may die.</b> Its reactor ends for good with the first {@code Error} on one of its threads, and
 *       reports that nowhere. The threads are ours, so the end of one is seen: the calls under way fail at once, and
 *       another client takes over. Three deaths within a minute are reason for a new start of the process.
 *   <li><b>A bound on the sum.</b> The first 64 KiB of each reply are free; whatever is longer claims its announced
 *       length (without one, the largest it may have) from a sixteenth of the heap, in the order of their coming, and
 *       is not read on before. One claim for each, so that no two hold what the other waits for, and each ends with its
 *       call's deadline. It is held until the reply has been read, since workers may be slower than the network. A
 *       reply without an announced length is copied once at its end, by one of two threads.
 *   <li><b>A free repeat.</b> Servers close idle connections when they like, and a call may just be on its way. A
 *       connection that had carried another call and is gone before anything came back is therefore tried once more on
 *       a new one, without a word. What is called may be called twice: look-ups change nothing, a sign-in yields
 *       another ticket.
 *   <li><b>Strays.</b> What comes on an idle connection closes it. An answer to no call that comes while another call
 *       waits on that connection looks like its own; {@code HttpReply.reused} says that it may be one.
 *   <li><b>Proxies are asked for at each call</b>, and get their password without asking: one request instead of two.
 *       What a proxy answers in the place of whom we called (407, a refused tunnel) is a failure that names it, not an
 *       answer.
 * </ul>
 *
 * <p>What the library does by default, decided:
 *
 * <ul>
 *   <li><b>Switched off:</b> HTTP/2, the offer of other protocols, {@code Expect}, redirects, cookies, repeats,
 *       decompression ({@code Accept-Encoding: identity} is sent), every kind of authentication but the proxy's Basic,
 *       system properties ({@code https.proxyHost}, {@code http.agent}, {@code http.keepAlive}).
 *   <li><b>Set:</b> every time-out, the deadline of the whole exchange, 100 headers of 8 KiB at most, the largest
 *       reply, the pool (as large as there can be calls, so no call waits for a connection), eviction after 30 idle
 *       seconds, two minutes of life for each connection, a look before a connection that was idle for two seconds is
 *       used again, the check of the host name (by the engine alone, or without a verifier, there is none).
 *   <li><b>Left:</b> a cancelled exchange closes its connection; the last used connection is taken first, so those not
 *       needed fall idle; no keep-alive packets, because nothing is idle for long. Names are resolved on the caller's
 *       thread, and remembered as long as the JVM does.
 * </ul>
 */
package io.batchtask.bridge.http;
