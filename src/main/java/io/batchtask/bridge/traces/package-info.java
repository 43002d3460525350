/**
 * Traces, for those who follow a request through several programs. {@code Traces} says whether there are any,
 * {@code Autoconfiguration} sets OpenTelemetry's SDK up as {@code OTEL_*} says ({@code OtelVariables}), and {@code
 * Tracing} begins spans: a {@code RecordSpan} for each record, a {@code CallSpan} for each call. {@code Conventions} has
 * the names of their attributes, {@code Propagation} the form they have in headers, {@code Failures} what is said of a
 * failure; {@code ReportingExporter} says when spans cannot be sent. {@code BestEffort} keeps what breaks here from what
 * is traced, and what has not ended when the process does ({@code OpenSpan}) is ended then.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Spans of our own, not Camel's.</b> Camel's integration loses Kafka's {@code traceparent}, knows no kinds of
 *       spans, and leaves its context behind on the threads of a pool.
 *   <li><b>No context is bound to a thread.</b> A record changes its thread at each step, and each thread has many
 *       records. The span goes along with the record's place in the window, and is asked for there.
 *   <li><b>No other room knows OpenTelemetry.</b> Off means the interfaces' own methods, which do nothing.
 *   <li><b>A record's span is made when its turn comes, and begins when it was handed over.</b> One that waits in its
 *       lane when the partition moves was never begun here, and has no span here.
 *   <li><b>A sign-in, a probe and a look-up by hand are traces of their own.</b> A ticket serves all records that wait
 *       for it, and a probe none; neither belongs below one of them.
 *   <li><b>Parent and link.</b> One record is one request, so its span may be the child of the sender's; the link says
 *       the same to those who read messages by links, as the conventions would have it.
 *   <li><b>Keys, messages and payloads are no attributes.</b> They may be personal, or quote a secret.
 *   <li><b>What the environment says badly turns traces off</b>, with a warning, unless the settings ask for them:
 *       such variables are set for all programs of a platform at once, and a platform must not stop this one.
 *   <li><b>HTTP alone.</b> For gRPC the exporter needs a client that brings Kotlin along.
 * </ul>
 */
package io.batchtask.bridge.traces;
