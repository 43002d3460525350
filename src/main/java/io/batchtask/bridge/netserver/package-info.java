/**
 * The SOAP side. {@code NetServer} looks tasks up, its {@code SignInService} hands out tickets; both build calls from
 * typed values ({@code SoapCalls}), send them through a route they are given ({@code CallRoute}), and turn whatever
 * comes back into a {@code Reply}; the generated contract and CXF's types stay in here.
 *
 * <p>From the outside in: {@code SoapConduit} is CXF's transport above the HTTP client of all rooms, {@code SoapAnswer}
 * decides by status and headers whether an answer may be SOAP, {@code WireText} decodes it, {@code CharacterReferences}
 * mends it, {@code EnvelopeReader} tells a whole envelope from anything else, {@code Replies} judges what CXF has read
 * of it by its headers, {@code ServerErrors} names what a reported exception means, {@code TaskMapping} and
 * {@code WireTime} read the task.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Our own conduit on Apache HttpClient 5, not one of CXF's.</b> CXF's JDK conduit blocks a thread for each
 *       answer and loses request bodies when asynchronous; its HttpClient 5 conduit reads the answer's body on a
 *       blocked thread, never calls back for an empty 200, and is published at an older version only. Ours buffers the
 *       whole (bounded) answer without a thread, has one deadline for all of it, and sees the HTTP status first.
 *   <li><b>An answer is parsed twice.</b> First whether it is a whole envelope with the answer that is due, then by
 *       CXF. CXF's exceptions do not tell a cut answer from a wrong one or from a value, and that decides whether a
 *       record ends. It costs ten microseconds of a processor for 3 KiB, where the whole way of a record takes 170 and
 *       more.
 *   <li><b>Path or record.</b> {@code contract} is what a well-formed envelope says against itself, and what WCF's
 *       dispatcher says of our request; everything else that is not understood is {@code unavailable}.
 *   <li><b>An end that names no task is confirmed.</b> Request and answer belong together by their order on a
 *       connection alone, so a server's stray answer becomes the next call's. {@code SoapCall} goes along with a call
 *       and brings back whether its connection had been used before.
 *   <li><b>SOAP headers as a list, not as method parameters.</b> One way to read {@code Succeeded} and
 *       {@code ExceptionInfo} for every operation, also when they are missing.
 *   <li><b>What Services88 has added is read where Services88 is asked,</b> not wherever it is seen: which fields an
 *       event has is decided by a setting, and not by what an answer happens to hold.
 *   <li><b>{@code State} and flags are text and shorts are ints in our contract.</b> Data binding would turn an unknown
 *       word into null and wrap a number that is too large, both without an error.
 * </ul>
 *
 * <p>What the libraries do by default, decided:
 *
 * <ul>
 *   <li><b>XML, left as CXF sets up Woodstox:</b> no DTD, no external entities, none replaced; elements 100 deep,
 *       50,000 children, 500 attributes of 64 KiB each. Text and the number of elements are bounded by the largest
 *       reply. JAXB reads from that reader alone, and never opens a file or an address itself.
 *   <li><b>XML, changed:</b> references to control characters are read, as WCF's own clients read them; what the
 *       contract does not know or what has another form is no failure of the whole ({@code LenientReading}); another
 *       parser, named by a system property, is refused by CXF.
 * </ul>
 */
package io.batchtask.bridge.netserver;
