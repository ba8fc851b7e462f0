package dev.exodus.dashboards.viewer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium of this machine, without a window, on the pages of a viewer. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WIDTH = 1600;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Held, or its level would go with it. */
    private static final Logger DRIVER = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final String address;
    private final Path downloads;

    private Browser(ChromeDriver driver, String address, Path downloads) {
        this.driver = driver;
        this.address = address;
        this.downloads = downloads;
    }

    /**
     * Starts it, or ends the test: as skipped, and as failed with -Dexodus.browser=required.
     *
     * @param address of the viewer
     */
    static Browser start(String address, Path downloads) {
        Optional<File> chromium = program("chromium");
        Optional<File> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String missing = "no chromium and chromedriver on the PATH: no page was opened";
            if ("required".equals(System.getProperty("exodus.browser"))) {
                throw new IllegalStateException(missing);
            }
            Assumptions.abort(missing);
        }
        // It warns that it does not know the newest version; the commands used here are older.
        DRIVER.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get());
        // Chromium has no sandbox for root, as whom containers run tests.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        options.addArguments("--window-size=" + WIDTH + ",1200", "--lang=en");
        options.setExperimentalOption(
                "prefs", Map.of("download.default_directory", downloads.toString()));
        ChromeDriverService service =
                new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.get()).build();
        return new Browser(new ChromeDriver(service, options), address, downloads);
    }

    private static Optional<File> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Opens a page of the viewer and waits until all of its panels have answered. */
    void open(String path) {
        driver.get(address + path);
        awaitLoaded();
    }

    void awaitLoaded() {
        await(b -> "true".equals(script("return document.body.dataset.loaded || ''")));
    }

    <T> T await(Function<Browser, T> condition) {
        return new WebDriverWait(driver, PATIENCE).until(ignored -> condition.apply(this));
    }

    /** Waits until the address says something. */
    void awaitAddress(String part) {
        await(b -> url().contains(part));
        awaitLoaded();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    WebElement find(String selector) {
        return await(
                b ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .findFirst()
                                .orElse(null));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return find(selector).getText();
    }

    /** The id of what has the keyboard. */
    String focused() {
        return (String) script("return document.activeElement.id");
    }

    String value(String id) {
        return find("#" + id).getDomProperty("value");
    }

    Actions mouse() {
        return new Actions(driver);
    }

    void type(String keys) {
        mouse().sendKeys(keys).perform();
    }

    void back() {
        driver.navigate().back();
    }

    Object script(String code, Object... arguments) {
        return driver.executeScript(code, arguments);
    }

    /** As if this machine stood elsewhere. */
    void zone(String id) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
    }

    /** What the page complained of since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
    }

    /** The content of a file when its download is complete. */
    String download(String name) throws IOException {
        Path file = downloads.resolve(name);
        await(b -> Files.exists(file));
        return Files.readString(file);
    }

    /** Keeps a picture of the whole page as build output. */
    void screenshot(String name) throws IOException {
        Object height =
                script(
                        "return document.querySelector('main').getBoundingClientRect().bottom + scrollY");
        Map<String, Object> page =
                Map.of("x", 0, "y", 0, "width", WIDTH, "height", height, "scale", 1);
        Map<String, Object> picture =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("captureBeyondViewport", true, "clip", page));
        Files.createDirectories(SCREENSHOTS);
        Files.write(
                SCREENSHOTS.resolve(name + ".png"),
                Base64.getDecoder().decode((String) picture.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
