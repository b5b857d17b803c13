<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AttachmentCard</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <extracomment>What an attachment costs</extracomment>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttachmentTray</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <extracomment>What the attachments cost</extracomment>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message numerus="yes">
        <source>Code, %n line(s)</source>
        <extracomment>A block of code for assistive tools; %n is its number of lines, %1 its language</extracomment>
        <translation>
            <numerusform>Code, %n line</numerusform>
            <numerusform>Code, %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 code, %n line(s)</source>
        <translation>
            <numerusform>%1 code, %n line</numerusform>
            <numerusform>%1 code, %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n line(s)</source>
        <translation>
            <numerusform>Show the line</numerusform>
            <numerusform>Show all %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropPage</name>
    <message numerus="yes">
        <source>Drop to add %n picture(s)</source>
        <translation>
            <numerusform>Drop to add %n picture</numerusform>
            <numerusform>Drop to add %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to add %n recording(s)</source>
        <translation>
            <numerusform>Drop to add %n recording</numerusform>
            <numerusform>Drop to add %n recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to add %n text(s)</source>
        <translation>
            <numerusform>Drop to add %n text</numerusform>
            <numerusform>Drop to add %n texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemoryPage</name>
    <message numerus="yes">
        <source>%n core(s), below other programs in priority</source>
        <translation>
            <numerusform>%n core, below other programs in priority</numerusform>
            <numerusform>%n cores, below other programs in priority</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PastedTextCard</name>
    <message numerus="yes">
        <source>Pasted text, %n character(s)</source>
        <extracomment>A long text that was pasted; %n is how many characters it has</extracomment>
        <translation>
            <numerusform>Pasted text, %n character</numerusform>
            <numerusform>Pasted text, %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message numerus="yes">
        <source>Table, %n row(s)</source>
        <extracomment>A table for assistive tools</extracomment>
        <translation>
            <numerusform>Table, %n row</numerusform>
            <numerusform>Table, %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ThinkingFold</name>
    <message numerus="yes">
        <source>Thinking, %n second(s)</source>
        <extracomment>The folded line of the model&apos;s thinking, for assistive tools</extracomment>
        <translation>
            <numerusform>Thinking, %n second</numerusform>
            <numerusform>Thinking, %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alcove::app::AttachmentModel</name>
    <message numerus="yes">
        <source>A message takes %n picture(s) at most. Left out: %1</source>
        <extracomment>%1 is a list of file names</extracomment>
        <translation>
            <numerusform>A message takes one picture at most. Left out: %1</numerusform>
            <numerusform>A message takes %n pictures at most. Left out: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
