package io.batchtask.bridge.it.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What is wrong with the looks of the page a browser shows, as far as it can be measured. */
final class PageLook {
    /** Each piece of text that is shown, with its element and the boxes of its lines. */
    private static final String TEXTS = """
            const texts = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const node = walker.currentNode, range = document.createRange();
              range.selectNodeContents(node);
              const boxes = [...range.getClientRects()].filter(box => box.width > 0 && box.right > 0);
              if (node.data.trim() && boxes.length) {
                texts.push({ element: node.parentElement, boxes, words: node.data.trim().slice(0, 60) });
              }
            }
            """;

    private static final String BEYOND_THE_WINDOW = """
            return [...document.querySelectorAll('body *')]
              .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest('.wide *'))
              .map(one => one.outerHTML.slice(0, 80));
            """;

    private static final String TO_BE_SCROLLED = """
            return [document.documentElement, ...document.querySelectorAll('body *')]
              .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
              .filter(one => one === document.documentElement || getComputedStyle(one).overflowX !== 'visible')
              .filter(one => one.localName !== 'input')
              .map(one => one.outerHTML.slice(0, 80));
            """;

    private static final String OVERLAPPING = TEXTS + """
            const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
              && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
            return texts.flatMap((one, at) => texts.slice(at + 1)
              .filter(other => one.boxes.some(a => other.boxes.some(b => meet(a, b))))
              .map(other => one.words + ' / ' + other.words));
            """;

    /** By the formula of WCAG 2.1. */
    private static final String FAINT = TEXTS + """
            const parts = colour => colour.match(/[0-9.]+/g).map(Number);
            const light = colour => parts(colour).slice(0, 3).map(part => part / 255)
              .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
              .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
            const behind = one => {
              const colour = getComputedStyle(one).backgroundColor;
              return parts(colour)[3] === 0 && one.parentElement ? behind(one.parentElement) : colour;
            };
            const contrast = one => {
              const lights = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => b - a);
              return (lights[0] + 0.05) / (lights[1] + 0.05);
            };
            return texts.filter(one => !(contrast(one.element) >= 4.5))
              .map(one => one.words + ': ' + contrast(one.element).toFixed(2));
            """;

    /** Numbers and their units, which are read as one. */
    private static final String BROKEN = TEXTS + """
            return texts.filter(one => one.element.matches('.scale *, figcaption *, .times *, button, .checks span'))
              .filter(one => one.boxes.length > 1)
              .map(one => one.words);
            """;

    private final Browser browser;

    PageLook(Browser browser) {
        this.browser = browser;
    }

    /** Elements that reach over the window's right edge. */
    List<String> beyondTheWindow() {
        return found(BEYOND_THE_WINDOW);
    }

    /** Elements, the page among them, that have to be scrolled sideways. */
    List<String> toBeScrolled() {
        return found(TO_BE_SCROLLED);
    }

    /** Texts over one another. */
    List<String> overlapping() {
        return found(OVERLAPPING);
    }

    /** Texts with a contrast below 4.5. */
    List<String> faint() {
        return found(FAINT);
    }

    /** Texts on two lines that belong on one. */
    List<String> broken() {
        return found(BROKEN);
    }

    private List<String> found(String script) {
        JsonNode all = browser.evaluate("(() => {" + script + "})()");
        return StreamSupport.stream(all.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
