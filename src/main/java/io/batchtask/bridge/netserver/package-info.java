/**
 * The NetServer door. {@link io.batchtask.bridge.netserver.NetServer} builds calls from typed values and turns whatever
 * comes back into a {@link io.batchtask.bridge.netserver.Reply}; the generated contract and CXF's types stay in here.
 *
 * <p>From the outside in: {@code SoapConduit} is CXF's transport, {@code HttpDoor} the HTTP client below it,
 * {@code HttpAnswer} decides whether an answer is SOAP at all, {@code Replies} judges SOAP answers by their headers,
 * {@code ServerErrors} names what a reported exception means, {@code TaskMapping} and {@code WireTime} read the task.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Our own conduit on Apache HttpClient 5, not one of CXF's.</b> CXF's JDK conduit blocks a thread for each
 *       answer and loses request bodies when asynchronous; its HttpClient 5 conduit reads the answer's body on a
 *       blocked thread, never calls back for an empty 200, and is published at an older version only. Ours buffers
 *       the whole (bounded) answer without a thread, has one deadline for all of it, and sees the HTTP status first.
 *   <li><b>SOAP headers as a list, not as method parameters.</b> One way to read {@code Succeeded} and
 *       {@code ExceptionInfo} for every operation, also when they are missing.
 *   <li><b>{@code State} is text and shorts are ints in our contract.</b> Data binding would turn an unknown word into
 *       null and wrap a number that is too large, both without an error.
 * </ul>
 *
 * <p>What the libraries do unless told otherwise, decided:
 *
 * <ul>
 *   <li><b>HTTP, switched off:</b> HTTP/2, redirects, cookies, repeats, caching of authentication. <b>Set:</b> every
 *       time-out, the deadline of the whole exchange, the largest reply, the pool (as large as there can be calls, so
 *       nobody waits for a connection), eviction after 30 idle seconds, a look before a connection that was idle for two
 *       is used again. <b>Left:</b> {@code Expect: 100-continue} off; a cancelled exchange closes its connection; the
 *       last used connection is taken first, so those not needed fall idle; no keep-alive packets, because nothing is
 *       idle for long.
 *   <li><b>XML, left as CXF sets up Woodstox:</b> no DTD, no external entities, none replaced; elements 100 deep, 50,000
 *       children, 500 attributes of 64 KiB each. Text and the number of elements are bounded by the largest reply. JAXB
 *       reads from that reader alone, and never opens a file or an address itself.
 *   <li><b>XML, changed:</b> what the contract does not know or what has another form is no failure of the whole
 *       ({@code LenientReading}); another parser, named by a system property, is refused by CXF.
 * </ul>
 */
package io.batchtask.bridge.netserver;
