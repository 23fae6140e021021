/* Stands in for programs that a command for Windows may call. Under the name of any of them it notes in the file CALLS
 * how it was called, a line of JSON: its own name, its command line as Windows hands it over, and the arguments that
 * Microsoft's two C runtimes make of that. Four names do more:
 *
 *   powershell   does as the script that commands have for the true one: asks for `[prompt]`, each that its command line
 *                names, reads lines that the console does not show, and writes their UTF-16 units as \\uXXXX, with
 *                blanks between the lines; nothing where one is empty
 *   launch FILE  starts, one after the other, what FILE says: a program, a tab, its command line
 *   split FILE   prints what CommandLineToArgvW makes of each line of FILE
 *   fold         prints which characters become another one of ASCII in code pages of Windows, which is what a program
 *                sees that asks for its command line in one
 *
 * All files are UTF-16, without a byte order mark. Written for Wine, whose parts it asks; Windows would do.
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*configure)(int mode);
typedef int *(*count)(void);
typedef wchar_t ***(*arguments)(void);
typedef wchar_t **(WINAPI *parse)(const wchar_t *line, int *length);

/* A string of JSON in ASCII. */
static void text(FILE *out, const wchar_t *value)
{
    fputc('"', out);
    for (; *value; value++) {
        if (*value < L' ' || *value > L'~' || *value == L'"' || *value == L'\\')
            fprintf(out, "\\u%04x", *value);
        else
            fputc(*value, out);
    }
    fputc('"', out);
}

static void list(FILE *out, int length, wchar_t **values)
{
    fputc('[', out);
    for (int i = 0; i < length; i++) {
        if (i) fputs(", ", out);
        text(out, values[i]);
    }
    fputc(']', out);
}

/* A file's text. */
static wchar_t *contents(const wchar_t *name)
{
    FILE *in = _wfopen(name, L"rb");
    if (!in) exit(2);
    fseek(in, 0, SEEK_END);
    long bytes = ftell(in);
    rewind(in);
    wchar_t *read = calloc(bytes + 2, 1);
    if (!read || fread(read, 1, bytes, in) != (size_t)bytes) exit(2);
    fclose(in);
    return read;
}

static void split(const wchar_t *file)
{
    wchar_t *next = contents(file);
    /* Loaded here alone: it takes longer than all the rest. */
    HMODULE shell32 = LoadLibraryW(L"shell32.dll");
    parse parsed = (parse)(void *)GetProcAddress(shell32, "CommandLineToArgvW");
    while (*next) {
        wchar_t *line = next, *end = wcschr(line, L'\n');
        *end = 0;
        next = end + 1;
        int length;
        wchar_t **values = parsed(line, &length);
        list(stdout, length, values);
        fputc('\n', stdout);
    }
}

static void launch(const wchar_t *file)
{
    wchar_t *next = contents(file);
    while (*next) {
        wchar_t *program = next, *line = wcschr(program, L'\t'), *end = wcschr(line, L'\n');
        *line++ = 0;
        *end = 0;
        next = end + 1;
        STARTUPINFOW how = {.cb = sizeof how};
        PROCESS_INFORMATION started;
        if (!CreateProcessW(program, line, NULL, NULL, FALSE, 0, NULL, NULL, &how, &started)) exit(3);
        WaitForSingleObject(started.hProcess, INFINITE);
        CloseHandle(started.hProcess);
        CloseHandle(started.hThread);
    }
}

static void fold(void)
{
    static const UINT pages[] = {437, 720, 737, 775, 850, 852, 855, 857, 858, 861, 862, 863, 864, 865, 866, 869, 874, 932,
                                 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258};
    static wchar_t signs[2 * 0x10000];
    static char bytes[3 * 0x10000];
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        /* All at once, as Wine loads the page for each call: a digit, which is no second byte in any page, after each. */
        int length = 0;
        for (unsigned c = 0x80; c < 0x10000; c++) {
            if (c >= 0xd800 && c < 0xe000) continue;
            signs[length++] = c;
            signs[length++] = L'0';
        }
        WideCharToMultiByte(pages[i], 0, signs, length, bytes, sizeof bytes, NULL, NULL);
        const char *next = bytes;
        for (int at = 0; at < length; at += 2) {
            /* A question mark is what has no place there. */
            if (next[1] == '0' && !(*next & 0x80) && *next != '?') printf("[%u, %u]\n", signs[at], *next);
            next += next[1] == '0' ? 2 : 3;
        }
    }
}

static void note(const wchar_t *name, int length, wchar_t **values)
{
    FILE *out = _wfopen(_wgetenv(L"CALLS"), L"ab");
    if (!out) exit(2);
    fputs("{\"program\": ", out);
    text(out, name);
    fputs(", \"line\": ", out);
    text(out, GetCommandLineW());
    fputs(", \"msvcrt\": ", out);
    list(out, length, values);
    /* What programs of today are built with, the AWS CLI's own Python among them. */
    HMODULE ucrt = LoadLibraryW(L"ucrtbase.dll");
    ((configure)(void *)GetProcAddress(ucrt, "_configure_wide_argv"))(1);
    fputs(", \"ucrt\": ", out);
    list(out, *((count)(void *)GetProcAddress(ucrt, "__p___argc"))(),
         *((arguments)(void *)GetProcAddress(ucrt, "__p___wargv"))());
    fputs("}\n", out);
    fclose(out);
}

/* Asks for each of `'P0','P1'`. */
static void ask_unseen(const wchar_t *prompts)
{
    /* The console itself: its output is what the command reads. */
    HANDLE in = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    HANDLE out = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    SetConsoleMode(in, ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT);
    wchar_t all[8192] = L"";
    int missing = 0;
    while (*prompts == L'\'') {
        size_t length = wcscspn(++prompts, L"'");
        /* In one piece, with no blank at its end: so it is what the console shows as well. */
        wchar_t text[4096];
        int signs = swprintf(text, 128, L"[%.*ls]", (int)length, prompts);
        WriteConsoleW(out, text, signs, NULL, NULL);
        DWORD typed = 0;
        ReadConsoleW(in, text, sizeof text / sizeof *text, &typed, NULL);
        while (typed && (text[typed - 1] == L'\r' || text[typed - 1] == L'\n')) typed--;
        missing += !typed;
        for (DWORD i = 0; i < typed; i++) swprintf(all + wcslen(all), 7, L"\\u%04x", text[i]);
        wcscat(all, L" ");
        prompts += length + 1;
        if (*prompts == L',') prompts++;
    }
    if (!missing) printf("%ls\n", all);
}

int wmain(int length, wchar_t **values)
{
    wchar_t path[MAX_PATH], name[MAX_PATH];
    GetModuleFileNameW(NULL, path, MAX_PATH);
    _wsplitpath(path, NULL, NULL, name, NULL);
    if (!wcscmp(name, L"split")) {
        split(values[1]);
    } else if (!wcscmp(name, L"launch")) {
        launch(values[1]);
    } else if (!wcscmp(name, L"fold")) {
        fold();
    } else {
        note(name, length, values);
        const wchar_t *prompts = wcsstr(GetCommandLineW(), L"$all = ");
        if (prompts) ask_unseen(prompts + wcslen(L"$all = "));
    }
    return 0;
}
