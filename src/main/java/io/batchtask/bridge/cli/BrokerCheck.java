package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.kafka.ClientCheck;
import io.batchtask.bridge.service.Wiring;
import io.batchtask.bridge.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The step {@code broker}: whether a cluster answers, and what to do when none does. */
final class BrokerCheck {
    private BrokerCheck() {}

    /**
     * How many nodes the cluster has.
     *
     * @param redact takes secrets out of Kafka's reasons
     * @throws CheckFailed with what to do about it
     */
    static String nodes(Settings settings, UnaryOperator<String> redact) throws Exception {
        ClientSettings.mustBeUsable(settings, redact);
        String servers = settings.kafka().bootstrapServers();
        Optional<String> unreached = BrokerReach.objection(servers);
        if (unreached.isPresent()) {
            throw new CheckFailed(unreached.get(), BrokerReach.ADVICE);
        }
        try (Admin admin = Wiring.admin(settings)) {
            int nodes = CheckReport.get(admin.describeCluster().nodes()).size();
            List<String> others = BrokerReach.objections(servers);
            return nodes + " node(s) at " + servers + (others.isEmpty() ? "" : "; but " + String.join("; ", others));
        } catch (ExecutionException failed) {
            Throwable reason = failed.getCause();
            Optional<String> advice =
                    BrokerAdvice.of(reason, servers, settings.kafka().client());
            throw advice.isPresent() ? new CheckFailed(Causes.explain(reason), advice.get()) : failed;
        } catch (KafkaException failed) {
            if (!ClientCheck.isUnresolved(failed)) {
                throw failed;
            }
            throw new CheckFailed(
                    ClientCheck.explain(failed) + " (" + servers + ")", "check the hosts and the name server");
        }
    }
}
