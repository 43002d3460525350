package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.service.Wiring;
import io.batchtask.bridge.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** All topics at once: whether each is there, may be used as the service uses it, or may be created. Changes nothing. */
final class TopicsCheck {
    private final Settings settings;
    private final List<String> notThere = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    private TopicsCheck(Settings settings) {
        this.settings = settings;
    }

    /** @throws CheckFailed that names everything that is wrong */
    static String of(Settings settings) throws Exception {
        try (Admin admin = Wiring.admin(settings)) {
            return new TopicsCheck(settings).run(admin);
        }
    }

    private String run(Admin admin) throws Exception {
        for (String topic : Topics.names(settings).stream().distinct().toList()) {
            look(admin, topic);
        }
        String created = notThere.isEmpty() ? "" : settings.topics().create() ? created(admin) : missing();
        if (!faults.isEmpty()) {
            throw new CheckFailed(String.join("; ", faults), String.join(", ", advice));
        }
        return String.join(", ", Topics.names(settings)) + created;
    }

    private void look(Admin admin, String topic) throws Exception {
        boolean read = topic.equals(settings.topics().ids());
        AclOperation needed = read ? AclOperation.READ : AclOperation.WRITE;
        try {
            if (Rights.onTopic(admin, topic).lack(needed)) {
                faults.add(topic + (read ? " may not be read: the right Read" : " may not be written: the right Write")
                        + " is missing");
                advise("grant it");
            }
        } catch (ExecutionException failed) {
            Throwable reason = Causes.unwrapped(failed);
            if (!(reason instanceof UnknownTopicOrPartitionException || reason instanceof AuthorizationException)) {
                throw failed;
            }
            notThere.add(topic);
        }
    }

    private String missing() {
        faults.add(
                String.join(", ", notThere) + (notThere.size() == 1 ? " is" : " are") + " missing, or may not be seen");
        advise("create " + (notThere.size() == 1 ? "it" : "them")
                + ", grant the right, or set batchtask.topics.create");
        return "";
    }

    private String created(Admin admin) throws Exception {
        TopicCreation creation = new TopicCreation(settings, admin, notThere);
        creation.refusals().forEach((fault, what) -> {
            faults.add(fault);
            advise(what);
        });
        return creation.toString();
    }

    private void advise(String what) {
        if (!advice.contains(what)) {
            advice.add(what);
        }
    }
}
