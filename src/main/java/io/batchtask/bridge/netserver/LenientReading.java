package io.batchtask.bridge.netserver;

import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.ValidationEventHandler;

/**
 * What JAXB may pass over when it reads an answer: elements a newer server has added. A value that cannot be read (a
 * word where a number is due) is not passed over; by default JAXB would drop it without a word. It is thrown as what it
 * is, for JAXB's own exception does not tell it from XML that is none.
 */
public final class LenientReading implements ValidationEventHandler {
    @Override
    public boolean handleEvent(ValidationEvent event) {
        if (event.getLinkedException() != null) {
            throw new UnreadableValue(String.valueOf(event.getMessage()));
        }
        return true;
    }
}
