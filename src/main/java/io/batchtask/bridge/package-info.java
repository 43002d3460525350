/**
 * The program. {@code Main} hands over to the command line, which runs a {@code Service}. Each room, a package, knows
 * only rooms of lower rows, and a test keeps that:
 *
 * <pre>
 * Main
 *   cli                                        commands
 *   service                                    composition root: settings to rooms, started in order
 *   monitoring                                 what an operator sees
 *   relay                                      the story of a record, in routes
 *   calls, health, metrics, management         when to call; checks; numbers; the port that shows them
 *   kafka                                      consumers and producers
 *   intake, request, event, signin             the window over the topic; what comes in; what goes out; tickets
 *   netserver, online                          SuperOffice's services
 *   http                                       the one HTTP client
 *   failure, settings
 *   task, pem                                  what a task is; PEM files
 * </pre>
 *
 * <p>What the JVM does by default, decided:
 *
 * <ul>
 *   <li><b>Locale:</b> nothing is formatted, compared or turned to lower case by it; {@code Locale.ROOT} is named.
 *   <li><b>Time zone:</b> instants and UTC; NetServer's zone is a setting. Only the log shows local time, with its
 *       offset.
 *   <li><b>Encoding:</b> UTF-8, named for files, for what the commands print and for the log: without a locale
 *       ({@code LC_ALL=C}, a service manager) it would be ASCII, and an event printed with question marks.
 *   <li><b>Clock:</b> durations by the nano time, which no correction moves; the calendar for what people read, and
 *       where others name a time (tokens, HTTP dates, the state of a tenant).
 *   <li><b>DNS:</b> names are remembered for 30 seconds, failures for 10 ({@code networkaddress.cache.ttl},
 *       {@code networkaddress.cache.negative.ttl}): short enough to follow a change, long enough for the resolver. All
 *       addresses of a name are tried, by Kafka's clients and by the HTTP client, whose connections live two minutes: a
 *       name that moves is followed within two and a half, however busy they are.
 *   <li><b>Temporary files:</b> only native code of Kafka's codecs; {@code check} tries it.
 *   <li><b>Memory:</b> a quarter of the machine's or the container's unless {@code -Xmx} says otherwise; what is in
 *       hand is bounded, replies of NetServer included, so no record can use it up. Running out of it fails what it
 *       met, a call or a poll, which is logged and tried again; where something starts the process anew (image, compose
 *       file, Kubernetes) it ends instead, by {@code ExitOnOutOfMemoryError}, because a thread of a library may be
 *       gone.
 *   <li><b>Threads:</b> pools follow the number of processors, but for a smallest size: one processor is enough.
 *   <li><b>Signals:</b> SIGTERM and SIGINT drain, see the run command; the exit code then is 0.
 *   <li><b>TLS:</b> the JVM's protocols and disabled algorithms hold; trust is the JVM's where no store is set. No
 *       security provider is added. Proxies are ours to name, see the room of the HTTP client.
 * </ul>
 */
package io.batchtask.bridge;
