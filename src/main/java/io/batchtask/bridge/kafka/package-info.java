/**
 * The Kafka clients Camel works with. {@code KafkaClients} makes them: consumers with a window, producers that fail
 * fast ({@code FailFastProducer}) and are replaced when Kafka declares them fatal ({@code ReplaceableProducer}); the
 * user's own client settings are added to each, secrets included ({@code ClientSecrets}), and tried by
 * {@code ClientCheck}. {@code ToolClients} makes those of a command, which may wait.
 *
 * <p>What Kafka's consumers and producers do unless set otherwise, decided option by option ({@code ClientOptionsTest}
 * finds one that is missing here).
 *
 * <p>Changed in {@link io.batchtask.bridge.kafka.ClientDefaults}; the user may change it again:
 *
 * <ul>
 *   <li>{@code metadata.recovery.strategy}: brokers that come back under other addresses are asked for at the addresses
 *       of the settings. That takes all known ones being unavailable at one moment, so a connection is given up sooner
 *       ({@code socket.connection.setup.timeout.ms}, {@code socket.connection.setup.timeout.max.ms}) than the next
 *       attempt follows ({@code reconnect.backoff.max.ms}).
 *   <li>{@code connections.max.idle.ms}: sooner than firewalls and load balancers forget a connection (from four
 *       minutes on) without notice to either side.
 *   <li>{@code enable.metrics.push}: we have metrics of our own, and a packed push may need native code.
 *   <li>{@code sasl.login.connect.timeout.ms}, {@code sasl.login.read.timeout.ms}: a token endpoint that does not
 *       answer would be waited for without end.
 *   <li>{@code allow.auto.create.topics}: a misspelt topic is an error, not a topic.
 *   <li>{@code isolation.level}: what a producer took back is no request.
 *   <li>{@code metadata.max.idle.ms}: the first dead letter in an hour need not wait for its topic's metadata.
 * </ul>
 *
 * <p>Set in the relay's endpoints, with reasons there: {@code acks}, {@code auto.offset.reset},
 * {@code bootstrap.servers}, {@code delivery.timeout.ms}, {@code enable.auto.commit}, {@code enable.idempotence},
 * {@code group.id}, {@code key.deserializer}, {@code key.serializer}, {@code max.block.ms},
 * {@code max.in.flight.requests.per.connection}, {@code max.poll.records}, {@code metadata.max.age.ms} (consumers),
 * {@code partition.assignment.strategy}, {@code request.timeout.ms} (producers), {@code retries},
 * {@code value.deserializer}, {@code value.serializer}; {@code fetch.max.bytes} and {@code max.partition.fetch.bytes}
 * bound what a client holds beside the window.
 *
 * <p>Left as they are:
 *
 * <ul>
 *   <li>{@code client.id}, {@code client.rack}, {@code group.instance.id}, {@code group.protocol},
 *       {@code group.remote.assignor}, {@code security.protocol}, {@code sasl.*}, {@code ssl.*}: the user's, who knows
 *       the cluster; with TLS the host name is checked unless they set it otherwise.
 *   <li>{@code client.dns.lookup}: all addresses of a name are tried.
 *   <li>{@code check.crcs}: on; a damaged batch is not passed over.
 *   <li>{@code session.timeout.ms}, {@code heartbeat.interval.ms}, {@code max.poll.interval.ms}: the lease and the
 *       drain are reckoned from them.
 *   <li>{@code fetch.min.bytes}, {@code fetch.max.wait.ms}, {@code linger.ms}, {@code batch.size}: a record does not
 *       wait for others; under load batches fill while earlier ones are under way.
 *   <li>{@code buffer.memory}, {@code max.request.size}: far above what is in flight, and what a topic accepts by
 *       default; a larger event is rejected as such.
 *   <li>{@code compression.type}, {@code compression.gzip.level}, {@code compression.lz4.level},
 *       {@code compression.zstd.level}: none, so that writing needs no native code; an operator who pays for traffic
 *       sets it.
 *   <li>{@code partitioner.class}, {@code partitioner.ignore.keys}, {@code partitioner.adaptive.partitioning.enable},
 *       {@code partitioner.availability.timeout.ms}: the key decides, as with every Java producer; what is without a
 *       key, some dead letters, has no order to keep.
 *   <li>{@code default.api.timeout.ms}, {@code request.timeout.ms} (consumers): calls that wait name their own time.
 *   <li>{@code reconnect.backoff.ms}, {@code retry.backoff.ms}, {@code retry.backoff.max.ms},
 *       {@code metadata.max.age.ms} (producers): quick enough; a leader that moved shows by its refusal.
 *   <li>{@code receive.buffer.bytes}, {@code send.buffer.bytes}: requests are small; at a tenth of a second from the
 *       broker it is still thousands of them a second.
 *   <li>{@code transactional.id}, {@code transaction.timeout.ms}: a replay's, whose transactions take a second.
 *   <li>{@code auto.commit.interval.ms}, {@code exclude.internal.topics}: not used.
 *   <li>{@code interceptor.classes}, {@code metric.reporters}, {@code auto.include.jmx.reporter},
 *       {@code metrics.num.samples}, {@code metrics.recording.level}, {@code metrics.sample.window.ms},
 *       {@code security.providers}: nothing is added; JMX shows what it always does.
 * </ul>
 */
package io.batchtask.bridge.kafka;
