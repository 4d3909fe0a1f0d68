package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a window, as somebody who looks at the page uses it. For use by one thread. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JsonMapper MAPPER = new JsonMapper();

    private final ChromeDriver driver;

    /** What was sent since the page was opened, as far as it was looked at. */
    private final List<Request> sent = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=1280,900");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Path program(String name) {
        return Objects.requireNonNull(NeedsPrograms.OnThePath.find(name), name);
    }

    /** Opens an address, and forgets what another page said and asked for. */
    public void open(String address) {
        driver.get("about:blank");
        driver.manage().logs().get("browser");
        driver.manage().logs().get("performance");
        sent.clear();
        driver.get(address);
        await(() -> assertThat(one("body").getDomAttribute("data-live")).isNotNull());
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** What is written in an element, in one line. */
    String text(String css) {
        return one(css).getText().replaceAll("\\s+", " ");
    }

    /** The part of the page that a task has in the table. */
    String row(String task) {
        return "//tr[.//button[text()='" + task + "']]";
    }

    String rowText(String task) {
        return driver.findElement(By.xpath(row(task))).getText().replaceAll("\\s+", " ");
    }

    /** Presses the button of a task's line that begins with that label. */
    public void press(String task, String label) {
        pressAt(row(task) + "//button[starts-with(., '" + label + "')]");
    }

    /** Presses the button whose words, those for screen readers included, are these. */
    void press(String words) {
        pressAt("//button[normalize-space(.)='" + words + "']");
    }

    /** Presses the first button in a part of the page that begins with that label. */
    void pressIn(String part, String label) {
        pressAt("//*[@id='" + part.substring(1) + "']//button[starts-with(normalize-space(.), '" + label + "')]");
    }

    /** Presses the button of the question that is asked. */
    void answer(String label) {
        pressAt("//dialog[@open and @class='question']//button[normalize-space(.)='" + label + "']");
    }

    private void pressAt(String path) {
        // A line may be drawn anew between the look and the click.
        await(() -> driver.findElement(By.xpath(path)).click());
    }

    void type(String css, String text) {
        WebElement field = one(css);
        field.clear();
        field.sendKeys(text);
    }

    /** The field that has that label, and is to be seen. */
    WebElement field(String label) {
        return driver.findElements(By.xpath("//*[@id=//label[normalize-space(.)='" + label + "']/@for]")).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("field " + label));
    }

    /** Writes into the field that has that label. */
    void fill(String label, String text) {
        await(() -> assertThat(field(label).isEnabled()).isTrue());
        field(label).clear();
        field(label).sendKeys(text);
    }

    /** What the focus is on. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void key(Keys key) {
        focused().sendKeys(key);
    }

    Object script(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments));
    }

    /** What a script hands to its last argument. */
    Object later(String script) {
        return Objects.requireNonNull(driver.executeAsyncScript(script));
    }

    public void awaitText(String css, String part) {
        await(() -> assertThat(text(css)).contains(part));
    }

    public void awaitRow(String task, String part) {
        await(() -> assertThat(rowText(task)).contains(part));
    }

    /** Waits for what only a failure makes wait for long; what throws is not there yet. */
    public static void await(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    /** Nothing went wrong in the page, and nothing was asked of anybody but the server. */
    void assertClean(String origin) {
        assertThat(problems()).isEmpty();
        assertThat(requests()).isNotEmpty().allSatisfy(url -> assertThat(url).startsWith(origin + "/"));
    }

    /** What the console has at the level of errors and warnings: violations of the policy are errors. */
    List<String> problems() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Where the page sent requests to since it was opened. */
    List<String> requests() {
        return sent("").stream().map(Request::url).toList();
    }

    /** The requests with that method, or all, since the page was opened. */
    List<Request> sent(String method) {
        driver.manage().logs().get("performance").forEach(entry -> note(MAPPER.readTree(entry.getMessage())));
        return sent.stream()
                .filter(request -> method.isEmpty() || request.method().equals(method))
                .toList();
    }

    private void note(JsonNode entry) {
        JsonNode message = entry.path("message");
        if (message.path("method").asString("").equals("Network.requestWillBeSent")) {
            JsonNode request = message.at("/params/request");
            Map<String, String> headers = new TreeMap<>();
            request.path("headers")
                    .propertyStream()
                    .forEach(header -> headers.put(
                            header.getKey().toLowerCase(Locale.ROOT),
                            header.getValue().asString("")));
            String url = request.path("url").asString("");
            if (!url.startsWith("data:") && !url.equals("about:blank")) {
                sent.add(new Request(request.path("method").asString(""), url, headers));
            }
        }
    }

    /**
     * What the page asked for. Immutable.
     *
     * @param method how
     * @param url what
     * @param headers by name in lower case
     */
    record Request(String method, String url, Map<String, String> headers) {}

    /** Looks at the page through a window of that size, in light or dark. */
    public void show(int width, int height, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Goes to the top of the page. */
    public void top() {
        script("scrollTo(0, 0); return true");
    }

    /** Writes what is to be seen when all has got its colour. */
    public void screenshot(Path file) throws IOException {
        await(() -> assertThat(script("return document.getAnimations()"
                        + ".filter((animation) => animation instanceof CSSTransition).length"))
                .isEqualTo(0L));
        Map<String, Object> answer = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    }

    /** How high the whole page is. */
    int height() {
        return ((Long) script("return document.documentElement.scrollHeight")).intValue();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
