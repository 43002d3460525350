/**
 * The management port: health and metrics on the paths of Camel's conventions, and a status page that is kept up to
 * date by server-sent events. What is shown comes in as suppliers; nothing here changes anything but by asking
 * NetServer for one task.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Vert.x itself instead of camel-platform-http-main.</b> The paths and the form of the answers are Camel's,
 *       its server is not, because version 4.18.0 of it goes on without a port when the port is taken (a line in the
 *       log, and a process that cannot be supervised), lets any client that asks for the health ask for stack traces as
 *       well ({@code ?stackTrace=true}), and sets no limit on idle connections. It would also bring camel-main, a
 *       second way to start.
 *   <li><b>Health asks for no token</b>, see {@code AccessRules}; everything else does as soon as others than this
 *       machine can reach the port.
 *   <li><b>One event loop, two threads for what takes longer.</b> The page costs one reading of the numbers a second,
 *       however many look at it, and that reading happens anyway, for the meters of the partitions.
 *   <li><b>Every connection is let in, and the one that is idle the longest makes room</b>, of the same address first;
 *       one that asks for nothing is closed soon, and one that shows no token where one is set ends with its answer.
 *       The limit holds before any token has been shown, and a probe that is kept out has a healthy process killed.
 *   <li><b>The page is rendered once, here.</b> A template without logic fills the page that opens and, once a second,
 *       the live elements of open ones; the script only puts them in their places and draws the plots. Escaping is the
 *       template's, so there is one place where text of a record becomes HTML.
 *   <li><b>The page is one file</b> without foreign parts. Its script and style are allowed by hash, so whatever text a
 *       record brings onto the page cannot run.
 * </ul>
 */
package io.batchtask.bridge.management;
