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
 */
package io.batchtask.bridge.netserver;
