<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>Alcove</source>
        <translation>Alcove</translation>
    </message>
    <message>
        <source>A corner to talk with Gemma 4 12B, on this computer alone.</source>
        <translation>Eine Ecke zum Gespräch mit Gemma 4 12B, allein auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>The system refuses every connection of this program. Nothing leaves this computer.</source>
        <translation>Das System lässt keine Verbindung dieses Programms zu. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Alcove has no code that connects, but the system did not take the filter that would prove it.</source>
        <translation>Alcove enthält nichts, das Verbindungen aufbaut, aber das System hat den Filter nicht angenommen, der das beweist.</translation>
    </message>
    <message>
        <source>Letters and icons</source>
        <translation>Schriften</translation>
    </message>
    <message>
        <source>Inter and JetBrains Mono, under the SIL Open Font License</source>
        <translation>Inter und JetBrains Mono, unter der SIL Open Font License</translation>
    </message>
</context>
<context>
    <name>AccentChoice</name>
    <message>
        <source>Accent</source>
        <translation>Akzent</translation>
    </message>
    <message>
        <source>Pine</source>
        <translation>Kiefer</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>Clay</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Plum</source>
        <translation>Pflaume</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocker</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>Schiefer</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>%1 MB</source>
        <extracomment>An amount of memory; %1 is a whole number</extracomment>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <extracomment>An amount of memory; %1 has one decimal</extracomment>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 K</source>
        <extracomment>A conversation length; %1 thousand tokens</extracomment>
        <translation>%1 K</translation>
    </message>
</context>
<context>
    <name>AnswerDelegate</name>
    <message>
        <source>Model, %1</source>
        <extracomment>A message for assistive tools; %1 is the time</extracomment>
        <translation>Modell, %1</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
</context>
<context>
    <name>AnswerFoot</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>Neu schreiben</translation>
    </message>
    <message>
        <source>Ctrl R</source>
        <translation>Strg R</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Ctrl Shift C</source>
        <translation>Strg Umschalt C</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <extracomment>How fast an answer was written; %1 tokens</extracomment>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>%1 tokens in %2 s · %3 per second</source>
        <extracomment>How an answer came about: tokens, seconds, tokens per second</extracomment>
        <translation>%1 Token in %2 s · %3 je Sekunde</translation>
    </message>
</context>
<context>
    <name>AnswerNotice</name>
    <message>
        <source>Go on writing</source>
        <extracomment>A button: the model continues a cut answer</extracomment>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>Neu schreiben</translation>
    </message>
    <message>
        <source>Stopped here. What was written is kept.</source>
        <translation>Hier angehalten. Das Geschriebene bleibt.</translation>
    </message>
    <message>
        <source>The answer reached its longest length.</source>
        <translation>Die Antwort hat ihre größte Länge erreicht.</translation>
    </message>
    <message>
        <source>The conversation is full. What was written is kept.</source>
        <translation>Das Gespräch ist voll. Das Geschriebene bleibt.</translation>
    </message>
    <message>
        <source>Stopped: the model began to repeat itself.</source>
        <translation>Angehalten: Das Modell begann sich zu wiederholen.</translation>
    </message>
    <message>
        <source>Start a new chat, or choose a longer conversation in Settings, Memory &amp; speed.</source>
        <translation>Neues Gespräch beginnen oder in den Einstellungen unter „Speicher &amp; Tempo“ ein längeres wählen.</translation>
    </message>
</context>
<context>
    <name>AnswerStatus</name>
    <message>
        <source>Getting %1 ready</source>
        <extracomment>%1 is the name of the model</extracomment>
        <translation>%1 wird vorbereitet</translation>
    </message>
    <message>
        <source>Reading your message</source>
        <translation>Liest Ihre Nachricht</translation>
    </message>
    <message>
        <source>Reading your message · %1 of %2 tokens</source>
        <translation>Liest Ihre Nachricht · %1 von %2 Token</translation>
    </message>
    <message>
        <source>Looking at the picture</source>
        <translation>Sieht sich das Bild an</translation>
    </message>
    <message>
        <source>Waiting for the answer in another chat</source>
        <translation>Wartet auf die Antwort in einem anderen Gespräch</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <extracomment>How much of the model was read; %1 has no unit, %2 has</extracomment>
        <translation>%1 von %2 gelesen</translation>
    </message>
    <message>
        <source>Your question is kept and comes next</source>
        <translation>Ihre Frage ist notiert und kommt als Nächstes</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>A colour scheme: as the desktop has it</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Accent</source>
        <translation>Akzent</translation>
    </message>
    <message>
        <source>Marks what happens next.</source>
        <translation>Zeigt, was als Nächstes geschieht.</translation>
    </message>
    <message>
        <source>Reading size</source>
        <translation>Lesegröße</translation>
    </message>
    <message>
        <source>Text of messages, and the width of the column.</source>
        <translation>Text der Nachrichten und Breite der Spalte.</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
</context>
<context>
    <name>AttachButton</name>
    <message>
        <source>Add a file</source>
        <translation>Datei hinzufügen</translation>
    </message>
    <message>
        <source>Ctrl O</source>
        <translation>Strg O</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>Erst nachdenken</translation>
    </message>
    <message>
        <source>Ctrl Shift T</source>
        <translation>Strg Umschalt T</translation>
    </message>
</context>
<context>
    <name>AttachmentCard</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <extracomment>What an attachment costs</extracomment>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>Put it into the message</source>
        <extracomment>Turns a pasted text back into part of the message</extracomment>
        <translation>In die Nachricht setzen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>Takes an attachment away; %1 is its name</extracomment>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>AttachmentTray</name>
    <message>
        <source>Attachments</source>
        <extracomment>The pictures, recordings and texts that go with the next message</extracomment>
        <translation>Anhänge</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <extracomment>What the attachments cost</extracomment>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>Recording, %1</source>
        <extracomment>A recording in a question; %1 is its length</extracomment>
        <translation>Aufnahme, %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Unfolds or folds a long question</extracomment>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Unpin</source>
        <extracomment>Keeps a chat at the top of the list, or no longer</extracomment>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>Pinned</source>
        <extracomment>What is true of a chat in the list, for assistive tools</extracomment>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>Opens what can be done with a chat</extracomment>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>ChatSide</name>
    <message>
        <source>New chat</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Ctrl N</source>
        <translation>Strg N</translation>
    </message>
    <message>
        <source>Chats</source>
        <extracomment>The list of chats, for assistive tools</extracomment>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <extracomment>%1 is what was searched for</extracomment>
        <translation>Nichts gefunden zu „%1“</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message numerus="yes">
        <source>Code, %n line(s)</source>
        <extracomment>A block of code for assistive tools; %n is its number of lines, %1 its language</extracomment>
        <translation>
            <numerusform>Code, %n Zeile</numerusform>
            <numerusform>Code, %n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 code, %n line(s)</source>
        <translation>
            <numerusform>%1-Code, %n Zeile</numerusform>
            <numerusform>%1-Code, %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Unfolds or folds a long block of code</extracomment>
        <translation>Weniger zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n line(s)</source>
        <translation>
            <numerusform>Die eine Zeile zeigen</numerusform>
            <numerusform>Alle %n Zeilen zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <extracomment>The foot of the window, where one writes, for assistive tools</extracomment>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>You can already write the next question</source>
        <translation>Sie können schon die nächste Frage schreiben</translation>
    </message>
    <message>
        <source>Ask, or drop a picture here</source>
        <translation>Fragen oder ein Bild hierher ziehen</translation>
    </message>
</context>
<context>
    <name>ComposerFoot</name>
    <message>
        <source>%1 of %2 tokens</source>
        <extracomment>How much of the conversation&apos;s room is used</extracomment>
        <translation>%1 von %2 Token</translation>
    </message>
    <message>
        <source>About three quarters of a word</source>
        <extracomment>Explains the word token</extracomment>
        <translation>Etwa drei viertel Wort</translation>
    </message>
</context>
<context>
    <name>ComposerText</name>
    <message>
        <source>Message</source>
        <extracomment>The field in which the next question is written</extracomment>
        <translation>Nachricht</translation>
    </message>
</context>
<context>
    <name>ComposerTools</name>
    <message>
        <source>Think first</source>
        <extracomment>A switch: the model thinks before it answers</extracomment>
        <translation>Erst nachdenken</translation>
    </message>
    <message>
        <source>Ctrl Shift T</source>
        <translation>Strg Umschalt T</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Ctrl Shift M</source>
        <translation>Strg Umschalt M</translation>
    </message>
    <message>
        <source>This model does not understand speech</source>
        <translation>Dieses Modell versteht keine Sprache</translation>
    </message>
    <message>
        <source>The recording before is being written down</source>
        <translation>Die vorige Aufnahme wird gerade aufgeschrieben</translation>
    </message>
    <message>
        <source>Stop writing</source>
        <translation>Schreiben anhalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>ConversationPage</name>
    <message>
        <source>What is on this picture?</source>
        <translation>Was ist auf diesem Bild?</translation>
    </message>
    <message>
        <source>Say this in plain words:</source>
        <translation>Sag das in einfachen Worten:</translation>
    </message>
</context>
<context>
    <name>DemoBadge</name>
    <message>
        <source>Tiny demonstration model</source>
        <translation>Winziges Vorführmodell</translation>
    </message>
    <message>
        <source>It shows how Alcove works and gets most things wrong. Open Gemma 4 12B to talk in earnest.</source>
        <translation>Es zeigt, wie Alcove arbeitet, und irrt sich fast immer. Für ernste Gespräche Gemma 4 12B öffnen.</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
</context>
<context>
    <name>DropPage</name>
    <message numerus="yes">
        <source>Drop to add %n picture(s)</source>
        <translation>
            <numerusform>Loslassen, um %n Bild hinzuzufügen</numerusform>
            <numerusform>Loslassen, um %n Bilder hinzuzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to add %n recording(s)</source>
        <translation>
            <numerusform>Loslassen, um %n Aufnahme hinzuzufügen</numerusform>
            <numerusform>Loslassen, um %n Aufnahmen hinzuzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to add %n text(s)</source>
        <translation>
            <numerusform>Loslassen, um %n Text hinzuzufügen</numerusform>
            <numerusform>Loslassen, um %n Texte hinzuzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Alcove cannot read “%1”. It reads pictures, recordings and text.</source>
        <extracomment>%1 is a file name</extracomment>
        <translation>Alcove kann „%1“ nicht lesen. Es liest Bilder, Aufnahmen und Text.</translation>
    </message>
    <message>
        <source>They go with your next message. %1 tokens each.</source>
        <translation>Sie gehen mit Ihrer nächsten Nachricht. Je %1 Token.</translation>
    </message>
    <message>
        <source>They go with your next message.</source>
        <translation>Sie gehen mit Ihrer nächsten Nachricht.</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>Good evening</source>
        <translation>Guten Abend</translation>
    </message>
    <message>
        <source>Good morning</source>
        <translation>Guten Morgen</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>Guten Tag</translation>
    </message>
    <message>
        <source>Ask something, drop a picture here, or press the microphone and speak.</source>
        <translation>Fragen Sie etwas, ziehen Sie ein Bild hierher, oder drücken Sie auf das Mikrofon und sprechen Sie.</translation>
    </message>
    <message>
        <source>Describe a picture</source>
        <translation>Ein Bild beschreiben</translation>
    </message>
    <message>
        <source>Choose one, and ask what is on it</source>
        <translation>Wählen Sie eines und fragen Sie, was darauf ist</translation>
    </message>
    <message>
        <source>Say it in plain words</source>
        <translation>In einfachen Worten sagen</translation>
    </message>
    <message>
        <source>Paste a letter or a contract and ask what it means</source>
        <translation>Fügen Sie einen Brief oder Vertrag ein und fragen Sie, was er bedeutet</translation>
    </message>
    <message>
        <source>Ask aloud</source>
        <translation>Laut fragen</translation>
    </message>
    <message>
        <source>Your voice is written down first, so you can check it</source>
        <translation>Ihre Worte werden erst aufgeschrieben, damit Sie sie prüfen können</translation>
    </message>
</context>
<context>
    <name>EngineBackend</name>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>Choose one in Settings, Model.</source>
        <translation>Wählen Sie eines in den Einstellungen unter „Modell“.</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Pictures, recordings and text (%1)</source>
        <translation>Bilder, Aufnahmen und Text (%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>Alle Dateien (%1)</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation>Modelle (%1)</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
</context>
<context>
    <name>FitNotice</name>
    <message>
        <source>Use %1 with compact storage, without looking ahead</source>
        <extracomment>A button; %1 is a length that fits</extracomment>
        <translation>%1 kompakt und ohne Vorausschau verwenden</translation>
    </message>
    <message>
        <source>Use %1 with compact storage</source>
        <extracomment>A button; %1 is a length that fits</extracomment>
        <translation>%1 kompakt verwenden</translation>
    </message>
    <message>
        <source>Use %1 without looking ahead</source>
        <extracomment>A button; %1 is a length that fits</extracomment>
        <translation>%1 ohne Vorausschau verwenden</translation>
    </message>
    <message>
        <source>Use %1</source>
        <extracomment>A button; %1 is a length that fits</extracomment>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>The nearest that fits takes %1 of the %2 that can be given.</source>
        <extracomment>What other settings take: two amounts of memory</extracomment>
        <translation>Die nächste passende Einstellung braucht %1 von %2, die verfügbar sind.</translation>
    </message>
    <message>
        <source>No setting fits. Close large programs, or choose a smaller model.</source>
        <translation>Keine Einstellung passt. Schließen Sie große Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
</context>
<context>
    <name>FootWords</name>
    <message>
        <source>Written down on this computer. Check it, then send.</source>
        <translation>Auf diesem Rechner aufgeschrieben. Prüfen, dann senden.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation>Nichts verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>The microphone is muted.</source>
        <translation>Das Mikrofon ist stumm geschaltet.</translation>
    </message>
    <message>
        <source>Nothing is heard. Speak closer, or choose another microphone.</source>
        <translation>Es ist nichts zu hören. Näher sprechen oder ein anderes Mikrofon wählen.</translation>
    </message>
    <message>
        <source>Opening the microphone</source>
        <translation>Öffnet das Mikrofon</translation>
    </message>
    <message>
        <source>%1 · Esc discards the recording</source>
        <extracomment>%1 is the name of the microphone</extracomment>
        <translation>%1 · Esc verwirft die Aufnahme</translation>
    </message>
    <message>
        <source>Writing · %1 tokens per second · Esc stops</source>
        <translation>Schreibt · %1 Token je Sekunde · Esc hält an</translation>
    </message>
    <message>
        <source>Thinking · %1 s</source>
        <translation>Denkt nach · %1 s</translation>
    </message>
    <message>
        <source>Reading your message · %1 of %2 tokens</source>
        <translation>Liest Ihre Nachricht · %1 von %2 Token</translation>
    </message>
    <message>
        <source>Reading your message</source>
        <translation>Liest Ihre Nachricht</translation>
    </message>
    <message>
        <source>Looking at the picture</source>
        <translation>Sieht sich das Bild an</translation>
    </message>
    <message>
        <source>Your question is kept and comes next</source>
        <translation>Ihre Frage ist notiert und kommt als Nächstes</translation>
    </message>
    <message>
        <source>Waiting for the answer in another chat</source>
        <translation>Wartet auf die Antwort in einem anderen Gespräch</translation>
    </message>
    <message>
        <source>Writing down what you said · Esc stops</source>
        <translation>Schreibt auf, was Sie sagten · Esc hält an</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Think first in new chats</source>
        <translation>In neuen Gesprächen erst nachdenken</translation>
    </message>
    <message>
        <source>Answers come later and are better at hard questions.</source>
        <translation>Antworten kommen später und sind bei schweren Fragen besser.</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Eingabetaste sendet</translation>
    </message>
    <message>
        <source>Shift Enter starts a line.</source>
        <translation>Umschalt Eingabe beginnt eine Zeile.</translation>
    </message>
    <message>
        <source>Enter starts a line, Ctrl Enter sends.</source>
        <translation>Eingabe beginnt eine Zeile, Strg Eingabe sendet.</translation>
    </message>
    <message>
        <source>Detail of pictures</source>
        <translation>Genauigkeit von Bildern</translation>
    </message>
    <message>
        <source>How many tokens a picture takes. Small print needs more.</source>
        <translation>Wie viele Token ein Bild braucht. Kleingedrucktes braucht mehr.</translation>
    </message>
</context>
<context>
    <name>HeaderMenu</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>In den Papierkorb</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Ctrl End</source>
        <translation>Strg Ende</translation>
    </message>
</context>
<context>
    <name>KeyboardPage</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Everything in the window can be reached with Tab and the arrow keys. These keys are shorter.</source>
        <translation>Alles im Fenster ist mit Tabulator und Pfeiltasten erreichbar. Diese Tasten sind kürzer.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Ctrl N</source>
        <translation>Strg N</translation>
    </message>
    <message>
        <source>Search the chats</source>
        <translation>Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <source>Previous, next chat</source>
        <translation>Voriges, nächstes Gespräch</translation>
    </message>
    <message>
        <source>Ctrl Shift Tab</source>
        <translation>Strg Umschalt Tab</translation>
    </message>
    <message>
        <source>Ctrl Tab</source>
        <translation>Strg Tab</translation>
    </message>
    <message>
        <source>Rename the chat</source>
        <translation>Gespräch umbenennen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Strg Z</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Ctrl Enter</source>
        <translation>Strg Eingabe</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Shift Enter</source>
        <translation>Umschalt Eingabe</translation>
    </message>
    <message>
        <source>Stop, discard, close</source>
        <translation>Anhalten, verwerfen, schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Datei hinzufügen</translation>
    </message>
    <message>
        <source>Ctrl O</source>
        <translation>Strg O</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Ctrl Shift M</source>
        <translation>Strg Umschalt M</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>Erst nachdenken</translation>
    </message>
    <message>
        <source>Ctrl Shift T</source>
        <translation>Strg Umschalt T</translation>
    </message>
    <message>
        <source>Write the answer again</source>
        <translation>Antwort neu schreiben</translation>
    </message>
    <message>
        <source>Ctrl R</source>
        <translation>Strg R</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Letzte Frage ändern</translation>
    </message>
    <message>
        <source>Ctrl E</source>
        <translation>Strg E</translation>
    </message>
    <message>
        <source>Other versions of the answer</source>
        <translation>Andere Fassungen der Antwort</translation>
    </message>
    <message>
        <source>Alt Left</source>
        <translation>Alt Links</translation>
    </message>
    <message>
        <source>Alt Right</source>
        <translation>Alt Rechts</translation>
    </message>
    <message>
        <source>Copy the answer as Markdown</source>
        <translation>Antwort als Markdown kopieren</translation>
    </message>
    <message>
        <source>Ctrl Shift C</source>
        <translation>Strg Umschalt C</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Ctrl End</source>
        <translation>Strg Ende</translation>
    </message>
    <message>
        <source>Reading size</source>
        <translation>Lesegröße</translation>
    </message>
    <message>
        <source>Ctrl +</source>
        <translation>Strg +</translation>
    </message>
    <message>
        <source>Ctrl −</source>
        <translation>Strg −</translation>
    </message>
    <message>
        <source>Ctrl 0</source>
        <translation>Strg 0</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>F11</source>
        <translation>F11</translation>
    </message>
    <message>
        <source>Next, previous region</source>
        <translation>Nächster, voriger Bereich</translation>
    </message>
    <message>
        <source>F6</source>
        <translation>F6</translation>
    </message>
    <message>
        <source>Shift F6</source>
        <translation>Umschalt F6</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Ctrl ,</source>
        <translation>Strg ,</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Ctrl Q</source>
        <translation>Strg Q</translation>
    </message>
</context>
<context>
    <name>LampRow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Ctrl ,</source>
        <translation>Strg ,</translation>
    </message>
</context>
<context>
    <name>LengthRow</name>
    <message>
        <source>Conversation length</source>
        <translation>Gesprächslänge</translation>
    </message>
    <message>
        <source>How many tokens the model sees at once</source>
        <translation>Wie viele Token das Modell zugleich sieht</translation>
    </message>
    <message>
        <source>%1 needs %2 more than this computer can give now. It stays at %3.</source>
        <extracomment>A length that does not fit: the length, how much is missing, the length in force</extracomment>
        <translation>%1 braucht %2 mehr, als dieser Rechner jetzt geben kann. Es bleibt bei %3.</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level</source>
        <extracomment>The loudness of the recording, for assistive tools</extracomment>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>leise</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>zu laut</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Alcove</source>
        <translation>Alcove</translation>
    </message>
    <message>
        <source>%1 – Alcove</source>
        <translation>%1 – Alcove</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>Memory with these settings</source>
        <translation>Speicher mit diesen Einstellungen</translation>
    </message>
    <message>
        <source>%1 can be given now</source>
        <extracomment>%1 is an amount of memory</extracomment>
        <translation>%1 sind jetzt verfügbar</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Working space</source>
        <translation>Arbeitsraum</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
</context>
<context>
    <name>MemoryPage</name>
    <message>
        <source>Memory &amp; speed</source>
        <translation>Speicher &amp; Tempo</translation>
    </message>
    <message>
        <source>Measured on this computer, now. Alcove reserves what it shows and nothing later.</source>
        <translation>Auf diesem Rechner gemessen, jetzt. Alcove belegt, was es zeigt, und später nichts mehr.</translation>
    </message>
    <message>
        <source>How the conversation is stored</source>
        <translation>Wie das Gespräch abgelegt ist</translation>
    </message>
    <message>
        <source>Compact takes half the room; answers differ by a hair</source>
        <translation>Kompakt braucht halb so viel Platz; Antworten ändern sich um ein Haar</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Look ahead</source>
        <translation>Vorausschau</translation>
    </message>
    <message>
        <source>A drafter proposes, the model checks. Same answers, sooner.</source>
        <translation>Ein kleines Modell schlägt vor, das große prüft. Gleiche Antworten, früher.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>As many cores as there are</source>
        <translation>So viele Kerne, wie da sind</translation>
    </message>
    <message numerus="yes">
        <source>%n core(s), below other programs in priority</source>
        <translation>
            <numerusform>%n Kern, anderen Programmen nachgeordnet</numerusform>
            <numerusform>%n Kerne, anderen Programmen nachgeordnet</numerusform>
        </translation>
    </message>
    <message>
        <source>These settings need %1 more than this computer can give now.</source>
        <translation>Diese Einstellungen brauchen %1 mehr, als dieser Rechner jetzt geben kann.</translation>
    </message>
    <message>
        <source>Exact storage needs %1 more than this computer can give now. It stays compact.</source>
        <translation>Genaue Ablage braucht %1 mehr, als dieser Rechner jetzt geben kann. Es bleibt kompakt.</translation>
    </message>
    <message>
        <source>Looking ahead needs %1 more than this computer can give now. It stays off.</source>
        <translation>Die Vorausschau braucht %1 mehr, als dieser Rechner jetzt geben kann. Sie bleibt aus.</translation>
    </message>
</context>
<context>
    <name>MemoryPart</name>
    <message>
        <source>%1 bytes</source>
        <extracomment>An exact amount of memory</extracomment>
        <translation>%1 Byte</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Conversation</source>
        <extracomment>The middle of the window, for assistive tools</extracomment>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Tiny demonstration model</source>
        <translation>Winziges Vorführmodell</translation>
    </message>
    <message>
        <source>%1 · %2 · in %3</source>
        <extracomment>A model file: its name, its size, and the folder in which it lies</extracomment>
        <translation>%1 · %2 · in %3</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Drafter found</source>
        <extracomment>A small model that proposes words was found beside the model</extracomment>
        <translation>Vorschlagsmodell gefunden</translation>
    </message>
    <message>
        <source>Change</source>
        <extracomment>Chooses another model</extracomment>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Alcove opens no connection, so it cannot fetch a model for you. Bring the files once; they stay where they are.</source>
        <translation>Alcove öffnet keine Verbindung und kann daher kein Modell holen. Bringen Sie die Dateien einmal mit; sie bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>“%1” needs %2, and this computer can give %3 now.</source>
        <translation>„%1“ braucht %2, und dieser Rechner kann jetzt %3 geben.</translation>
    </message>
    <message>
        <source>Load when Alcove starts</source>
        <translation>Beim Start von Alcove laden</translation>
    </message>
    <message>
        <source>Otherwise with the first message.</source>
        <translation>Sonst mit der ersten Nachricht.</translation>
    </message>
    <message>
        <source>Rest when idle</source>
        <translation>Ruhen, wenn nichts zu tun ist</translation>
    </message>
    <message>
        <source>Gives the memory back; the model returns with your next message.</source>
        <translation>Gibt den Speicher frei; das Modell kommt mit Ihrer nächsten Nachricht zurück.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>Nach %n Minute</numerusform>
            <numerusform>Nach %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Tiny demonstration model</source>
        <translation>Winziges Vorführmodell</translation>
    </message>
    <message>
        <source>Built in · for trying the window, not for answers</source>
        <translation>Eingebaut · zum Ausprobieren des Fensters, nicht für Antworten</translation>
    </message>
    <message>
        <source>Use</source>
        <extracomment>Makes a model the one in use</extracomment>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>The model before stays in use.</source>
        <translation>Das vorige Modell bleibt in Gebrauch.</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>Demonstration model</source>
        <translation>Vorführmodell</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Ready · %1 in use</source>
        <extracomment>State of the model; %1 is an amount of memory</extracomment>
        <translation>Bereit · %1 belegt</translation>
    </message>
    <message>
        <source>Getting ready · %1 %</source>
        <extracomment>State of the model; %1 is a whole number</extracomment>
        <translation>Wird vorbereitet · %1 %</translation>
    </message>
    <message>
        <source>Resting · loads with your next message</source>
        <translation>Ruht · lädt mit Ihrer nächsten Nachricht</translation>
    </message>
    <message>
        <source>Not loaded · see Settings, Model</source>
        <extracomment>State of the model</extracomment>
        <translation>Nicht geladen · siehe Einstellungen, Modell</translation>
    </message>
    <message>
        <source>No model chosen</source>
        <translation>Kein Modell gewählt</translation>
    </message>
    <message>
        <source>Preparing, only once · %1 %</source>
        <extracomment>State of the model at its first load; %1 is a whole number</extracomment>
        <translation>Einrichtung, einmalig · %1 %</translation>
    </message>
</context>
<context>
    <name>NoticeBox</name>
    <message>
        <source>Close</source>
        <extracomment>Closes a notice</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>NoticeStack</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>Es wurde kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>Alcove may not use the microphone.</source>
        <translation>Alcove darf das Mikrofon nicht benutzen.</translation>
    </message>
    <message>
        <source>Connect one, or choose another in Settings, Voice. Typing works as always.</source>
        <translation>Schließen Sie eines an, oder wählen Sie ein anderes in den Einstellungen unter „Stimme“. Tippen geht wie immer.</translation>
    </message>
    <message>
        <source>Allow it in the settings of your desktop. Typing works as always.</source>
        <translation>Erlauben Sie es in den Einstellungen Ihres Desktops. Tippen geht wie immer.</translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation>Mikrofon wählen</translation>
    </message>
    <message>
        <source>The model has to be prepared anew at each start.</source>
        <translation>Das Modell muss bei jedem Start neu eingerichtet werden.</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Sidebar</source>
        <extracomment>Shows or hides the sidebar</extracomment>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Ctrl N</source>
        <translation>Strg N</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>PastedTextCard</name>
    <message numerus="yes">
        <source>Pasted text, %n character(s)</source>
        <extracomment>A long text that was pasted; %n is how many characters it has</extracomment>
        <translation>
            <numerusform>Eingefügter Text, %n Zeichen</numerusform>
            <numerusform>Eingefügter Text, %n Zeichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreparingCard</name>
    <message>
        <source>Preparing the model for this computer</source>
        <translation>Das Modell wird für diesen Rechner eingerichtet</translation>
    </message>
    <message>
        <source>The weights are put in the order this processor reads fastest. It happens once and takes %1 of disk.</source>
        <extracomment>%1 is an amount of disk space</extracomment>
        <translation>Die Gewichte kommen in die Reihenfolge, die dieser Prozessor am schnellsten liest. Das geschieht einmal und braucht %1 auf der Platte.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How much of the model was prepared; %1 has no unit, %2 has</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>QuestionActs</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Edits a question that was sent</extracomment>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Ctrl E</source>
        <translation>Strg E</translation>
    </message>
</context>
<context>
    <name>QuestionDelegate</name>
    <message>
        <source>You, %1</source>
        <extracomment>A message for assistive tools; %1 is the time</extracomment>
        <translation>Sie, %1</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
</context>
<context>
    <name>QuestionEditor</name>
    <message>
        <source>Question</source>
        <extracomment>The field in which a question is edited</extracomment>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>QuestionPictures</name>
    <message>
        <source>Picture %1</source>
        <extracomment>A picture in a question; %1 is its place among several</extracomment>
        <translation>Bild %1</translation>
    </message>
</context>
<context>
    <name>QueuedQuestion</name>
    <message>
        <source>Next question</source>
        <extracomment>A question that is sent after the present answer, for assistive tools</extracomment>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Do not send</source>
        <extracomment>Puts a queued question back into the composer</extracomment>
        <translation>Nicht senden</translation>
    </message>
</context>
<context>
    <name>RecordingRow</name>
    <message>
        <source>Discard the recording</source>
        <translation>Aufnahme verwerfen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Recording, %1</source>
        <extracomment>The running time of a recording; %1 is minutes and seconds</extracomment>
        <translation>Aufnahme, %1</translation>
    </message>
    <message>
        <source>Write it down</source>
        <extracomment>Turns the recording into text in the composer</extracomment>
        <translation>Aufschreiben</translation>
    </message>
    <message>
        <source>Send the sound itself</source>
        <translation>Die Aufnahme selbst senden</translation>
    </message>
</context>
<context>
    <name>RenameField</name>
    <message>
        <source>Name of the chat</source>
        <extracomment>The field in which a chat is renamed</extracomment>
        <translation>Name des Gesprächs</translation>
    </message>
</context>
<context>
    <name>SettingsSide</name>
    <message>
        <source>Back to chats</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Memory &amp; speed</source>
        <translation>Speicher &amp; Tempo</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Back to chats</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SideSearch</name>
    <message>
        <source>Search</source>
        <extracomment>The field above the list of chats</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Chats</source>
        <extracomment>The side of the window, for assistive tools</extracomment>
        <translation>Gespräche</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message numerus="yes">
        <source>Table, %n row(s)</source>
        <extracomment>A table for assistive tools</extracomment>
        <translation>
            <numerusform>Tabelle, %n Zeile</numerusform>
            <numerusform>Tabelle, %n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ThinkingFold</name>
    <message>
        <source>Thinking · %1 s</source>
        <translation>Denkt nach · %1 s</translation>
    </message>
    <message>
        <source>Thought for %1 s</source>
        <translation>%1 s nachgedacht</translation>
    </message>
    <message numerus="yes">
        <source>Thinking, %n second(s)</source>
        <extracomment>The folded line of the model&apos;s thinking, for assistive tools</extracomment>
        <translation>
            <numerusform>Nachdenken, %n Sekunde</numerusform>
            <numerusform>Nachdenken, %n Sekunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Title</name>
    <message>
        <source>New chat</source>
        <translation>Neues Gespräch</translation>
    </message>
</context>
<context>
    <name>UndoLine</name>
    <message>
        <source>Undo</source>
        <extracomment>Takes the last act back</extracomment>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>VersionFlip</name>
    <message>
        <source>Previous version</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Alt Left</source>
        <translation>Alt Links</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Which version of a message is shown, and how many there are</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Fassung</translation>
    </message>
    <message>
        <source>Alt Right</source>
        <translation>Alt Rechts</translation>
    </message>
</context>
<context>
    <name>VoicePage</name>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>The microphone is open only while the red dot shows. What is recorded stays on this computer.</source>
        <translation>Das Mikrofon ist nur offen, solange der rote Punkt zu sehen ist. Aufgenommenes bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>Es wurde kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>As the system chooses</source>
        <translation>Wie das System wählt</translation>
    </message>
</context>
<context>
    <name>alcove::app::AnswerRun</name>
    <message>
        <source>The model wrote nothing.</source>
        <translation>Das Modell hat nichts geschrieben.</translation>
    </message>
    <message>
        <source>Let it write again.</source>
        <translation>Lassen Sie es neu schreiben.</translation>
    </message>
</context>
<context>
    <name>alcove::app::AttachmentModel</name>
    <message>
        <source>Alcove cannot read “%1”.</source>
        <translation>Alcove kann „%1“ nicht lesen.</translation>
    </message>
    <message>
        <source>It reads pictures, recordings and text.</source>
        <translation>Es liest Bilder, Aufnahmen und Text.</translation>
    </message>
    <message numerus="yes">
        <source>A message takes %n picture(s) at most. Left out: %1</source>
        <extracomment>%1 is a list of file names</extracomment>
        <translation>
            <numerusform>Eine Nachricht nimmt höchstens ein Bild auf. Weggelassen: %1</numerusform>
            <numerusform>Eine Nachricht nimmt höchstens %n Bilder auf. Weggelassen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Send the others with the next message.</source>
        <translation>Schicken Sie die übrigen mit der nächsten Nachricht.</translation>
    </message>
</context>
<context>
    <name>alcove::app::ChatList</name>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Älter</translation>
    </message>
</context>
<context>
    <name>alcove::app::Chats</name>
    <message>
        <source>“%1” is in the bin</source>
        <extracomment>%1 is the title of a chat</extracomment>
        <translation>„%1“ liegt im Papierkorb</translation>
    </message>
</context>
<context>
    <name>alcove::app::Conversation</name>
    <message>
        <source>Nothing was heard.</source>
        <translation>Es war nichts zu hören.</translation>
    </message>
    <message>
        <source>Speak closer, or choose another microphone.</source>
        <translation>Näher sprechen oder ein anderes Mikrofon wählen.</translation>
    </message>
    <message>
        <source>A recording in a message can last 30 seconds.</source>
        <translation>Eine Aufnahme in einer Nachricht kann 30 Sekunden dauern.</translation>
    </message>
    <message>
        <source>Let it be written down.</source>
        <translation>Lassen Sie sie aufschreiben.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>The model could not make this out.</source>
        <translation>Das Modell konnte das nicht verstehen.</translation>
    </message>
    <message>
        <source>Try again, or send the sound itself.</source>
        <translation>Noch einmal versuchen oder die Aufnahme selbst senden.</translation>
    </message>
</context>
<context>
    <name>alcove::app::EngineThread</name>
    <message>
        <source>No model is chosen.</source>
        <translation>Es ist kein Modell gewählt.</translation>
    </message>
    <message>
        <source>Choose one in Settings, Model.</source>
        <translation>Wählen Sie eines in den Einstellungen unter „Modell“.</translation>
    </message>
    <message>
        <source>Demonstration model</source>
        <translation>Vorführmodell</translation>
    </message>
</context>
<context>
    <name>alcove::app::PictureWorker</name>
    <message>
        <source>“%1” is too large. At most %2 MB can be read.</source>
        <translation>„%1“ ist zu groß. Höchstens %2 MB können gelesen werden.</translation>
    </message>
    <message>
        <source>The desktop did not hand “%1” over. Choose it with “Add a file”.</source>
        <translation>Der Desktop hat „%1“ nicht übergeben. Wählen Sie die Datei mit „Datei hinzufügen“.</translation>
    </message>
</context>
<context>
    <name>alcove::app::SoundReader</name>
    <message>
        <source>“%1” could not be read. The file is damaged, or its sound is of an unknown kind. Save it as WAV or FLAC.</source>
        <translation>„%1“ konnte nicht gelesen werden. Die Datei ist beschädigt oder ihr Ton von unbekannter Art. Speichern Sie sie als WAV oder FLAC.</translation>
    </message>
    <message>
        <source>“%1” is longer than 10 minutes. Cut it into parts.</source>
        <translation>„%1“ ist länger als 10 Minuten. Teilen Sie die Aufnahme.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Chat with Gemma 4 12B on this computer, wholly offline.</source>
        <translation>Gespräche mit Gemma 4 12B auf diesem Rechner, ganz ohne Netz.</translation>
    </message>
    <message>
        <source>Use this model for this run: a GGUF file or a Hugging Face folder.</source>
        <translation>Dieses Modell für diesen Lauf verwenden: eine GGUF-Datei oder einen Hugging-Face-Ordner.</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Pfad</translation>
    </message>
</context>
</TS>
