#include "app/pictures/attachment_model.h"

#include "app/pictures/picture_decoder.h"
#include "tests/app/pictures/sample_files.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace alcove::app;

class TestAttachmentModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aPictureIsDecodedAndCounted();
    void everyKindOfFileFindsItsKind();
    void aDamagedPictureStaysWithItsReason();
    void aForeignFileIsRefusedByName();
    void aFileThatIsNotThereIsNotHandedOver();
    void theNinthPictureIsLeftOut();
    void aNinthPictureUnderAnotherNameIsLeftOut();
    void aPictureOfTheClipboardIsTaken();
    void rowsCanBeRemovedWhileTheyAreDecoded();
    void rowsMove();
    void takingGivesWhatIsReadyAndEmptiesTheModel();
    void whatWasTakenCanBeRestored();
    void anotherBudgetChangesTheTokens();
    void rolesHaveTheNamesThatQmlUses();

private:
    QVariant value(int row, int role) const { return m_model->data(m_model->index(row), role); }
    bool allDecoded() const
    {
        return QTest::qWaitFor([this] { return !m_model->decoding(); }, 30'000);
    }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < m_model->count(); ++row)
            all += value(row, AttachmentModel::NameRole).toString();
        return all;
    }

    std::optional<SampleFolder> m_folder;
    std::unique_ptr<PictureDecoder> m_decoder;
    std::unique_ptr<AttachmentModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestAttachmentModel::init()
{
    m_folder.emplace();
    m_decoder = std::make_unique<PictureDecoder>();
    m_model = std::make_unique<AttachmentModel>(m_decoder.get());
    m_model->setTokenCosts({.picture = [](QSize size) { return size.width(); },
        .recording = [](qsizetype samples) { return int(samples / 640); },
        .text = [](const QString &text) { return int(text.size()); }});
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestAttachmentModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_decoder.reset();
}

void TestAttachmentModel::aPictureIsDecodedAndCounted()
{
    m_model->addFiles({m_folder->write("a.png", encoded(flag({300, 200}), "png"))});
    QCOMPARE(m_model->count(), 1);
    QVERIFY(m_model->decoding());
    QCOMPARE(value(0, AttachmentModel::StateRole).value<AttachmentModel::State>(),
        AttachmentModel::State::Decoding);
    QCOMPARE(value(0, AttachmentModel::SourceRole).toUrl(), QUrl());
    QCOMPARE(m_model->tokens(), 0);
    QVERIFY(allDecoded());
    QCOMPARE(
        value(0, AttachmentModel::StateRole).value<AttachmentModel::State>(), AttachmentModel::State::Ready);
    QCOMPARE(m_model->tokens(), 300);
    const int id = value(0, AttachmentModel::AttachmentIdRole).toInt();
    QCOMPARE(value(0, AttachmentModel::SourceRole).toUrl(), QUrl(QString("image://thumbnails/%1").arg(id)));
}

void TestAttachmentModel::everyKindOfFileFindsItsKind()
{
    m_model->addFiles({m_folder->write("p.heic", encoded(flag({300, 200}), "heif")),
        sample("recording-6.wav"), m_folder->write("notes.txt", "Über mich\n"), sample("picture-2.jpg")});
    QVERIFY(allDecoded());
    QCOMPARE(m_model->count(), 4);
    using Kind = AttachmentModel::Kind;
    const QList<Kind> kinds{Kind::Picture, Kind::Recording, Kind::PastedText, Kind::Picture};
    for (int row = 0; row < 4; ++row)
        QCOMPARE(value(row, AttachmentModel::KindRole).value<Kind>(), kinds[row]);
    QCOMPARE(value(1, AttachmentModel::SecondsRole).toInt(), 3); // 2.3 s begun
    const QList<Attachment> attachments = m_model->take();
    QCOMPARE(attachments.size(), 4);
    QVERIFY(attachments[0].bytes.startsWith("\x89PNG"));
    QCOMPARE(attachments[1].samples.size(), 37'083);
    QCOMPARE(attachments[2].text, "Über mich\n");
    QVERIFY(attachments[3].bytes.startsWith("\xFF\xD8"));
}

void TestAttachmentModel::aDamagedPictureStaysWithItsReason()
{
    const QByteArray bytes = encoded(flag({300, 200}), "jpeg");
    m_model->addFiles({m_folder->write("half.jpg", bytes.first(bytes.size() / 2))});
    QVERIFY(allDecoded());
    QCOMPARE(m_model->count(), 1);
    QCOMPARE(
        value(0, AttachmentModel::StateRole).value<AttachmentModel::State>(), AttachmentModel::State::Failed);
    QCOMPARE(value(0, AttachmentModel::ErrorRole).toString(),
        "“half.jpg” could not be read. The file ends in the middle of the picture. "
        "Try saving it again from where it came.");
    QCOMPARE(m_model->tokens(), 0);
    QCOMPARE(m_model->take().size(), 0);
}

void TestAttachmentModel::aForeignFileIsRefusedByName()
{
    QSignalSpy notice(m_model.get(), &AttachmentModel::notice);
    m_model->addFiles({m_folder->write("a.jpg", QByteArray("PK\x03\x04\x14\0", 6))});
    QVERIFY(allDecoded());
    QCOMPARE(m_model->count(), 0);
    QCOMPARE(notice.count(), 1);
    QCOMPARE(notice[0][0].toString(), "Alcove cannot read “a.jpg”.");
    QCOMPARE(notice[0][1].toString(), "It reads pictures, recordings and text.");
}

void TestAttachmentModel::aFileThatIsNotThereIsNotHandedOver()
{
    m_model->addFiles({QUrl::fromLocalFile("/nonexistent/a.jpg")});
    QVERIFY(allDecoded());
    QCOMPARE(value(0, AttachmentModel::ErrorRole).toString(),
        "The desktop did not hand “a.jpg” over. Choose it with “Add a file”.");
}

void TestAttachmentModel::theNinthPictureIsLeftOut()
{
    QSignalSpy notice(m_model.get(), &AttachmentModel::notice);
    QList<QUrl> files;
    for (int i = 1; i <= 10; ++i)
        files += m_folder->write(QString("%1.png").arg(i), encoded(flag({30, 20}), "png"));
    m_model->addFiles(files);
    QCOMPARE(m_model->count(), 8);
    QVERIFY(allDecoded());
    QCOMPARE(notice.count(), 1);
    QVERIFY(notice[0][0].toString().contains("9.png, 10.png"));
}

void TestAttachmentModel::aNinthPictureUnderAnotherNameIsLeftOut()
{
    QSignalSpy notice(m_model.get(), &AttachmentModel::notice);
    QList<QUrl> files;
    for (int i = 1; i <= 8; ++i)
        files += m_folder->write(QString("%1.png").arg(i), encoded(flag({30, 20}), "png"));
    files += m_folder->write("sound.wav", encoded(flag({30, 20}), "png"));
    m_model->addFiles(files);
    QCOMPARE(m_model->count(), 9);
    QVERIFY(allDecoded());
    QCOMPARE(m_model->count(), 8);
    QVERIFY(notice[0][0].toString().contains("sound.wav"));
}

void TestAttachmentModel::aPictureOfTheClipboardIsTaken()
{
    m_model->addPicture(flag({300, 200}), "Pasted picture");
    QVERIFY(allDecoded());
    const QList<Attachment> attachments = m_model->take();
    QCOMPARE(attachments.size(), 1);
    QCOMPARE(attachments[0].name, "Pasted picture");
    QCOMPARE(QImage::fromData(attachments[0].bytes).size(), QSize(300, 200));
}

void TestAttachmentModel::rowsCanBeRemovedWhileTheyAreDecoded()
{
    const QUrl file = m_folder->write("a.png", encoded(flag({2'000, 2'000}), "png"));
    m_model->addFiles({file, file});
    m_model->remove(0);
    m_model->remove(7);
    m_model->remove(-1);
    QCOMPARE(m_model->count(), 1);
    QVERIFY(allDecoded());
    QTest::qWait(50);
    QCOMPARE(m_model->count(), 1);
}

void TestAttachmentModel::rowsMove()
{
    for (const char *name : {"a", "b", "c"})
        m_model->addText("text", name);
    m_model->move(0, 2);
    QCOMPARE(names(), (QStringList{"b", "c", "a"}));
    m_model->move(2, 1);
    QCOMPARE(names(), (QStringList{"b", "a", "c"}));
    m_model->move(0, 3);
    m_model->move(-1, 0);
    m_model->move(1, 1);
    QCOMPARE(names(), (QStringList{"b", "a", "c"}));
}

void TestAttachmentModel::takingGivesWhatIsReadyAndEmptiesTheModel()
{
    QSignalSpy tokens(m_model.get(), &AttachmentModel::tokensChanged);
    m_model->addText("four", "t");
    m_model->addRecording(QList<float>(16'000), "r");
    QCOMPARE(m_model->tokens(), 4 + 25);
    QCOMPARE(tokens.count(), 2);
    QCOMPARE(m_model->take().size(), 2);
    QCOMPARE(m_model->count(), 0);
    QCOMPARE(m_model->tokens(), 0);
    QCOMPARE(m_model->take().size(), 0);
}

void TestAttachmentModel::whatWasTakenCanBeRestored()
{
    m_model->addFiles({m_folder->write("a.png", encoded(flag({300, 200}), "png"))});
    QVERIFY(allDecoded());
    const QList<Attachment> taken = m_model->take();
    m_decoder->forget(taken[0].id);
    m_model->restore(taken);
    QCOMPARE(m_model->count(), 1);
    QCOMPARE(m_model->tokens(), 300);
    const QImage small = m_decoder->thumbnail(taken[0].id, {72, 72}).result();
    QCOMPARE(small.size(), QSize(72, 72));
}

void TestAttachmentModel::anotherBudgetChangesTheTokens()
{
    m_model->addText("four", "t");
    QSignalSpy changed(m_model.get(), &AttachmentModel::dataChanged);
    m_model->setTokenCosts({.picture = {}, .recording = {}, .text = {}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_model->tokens(), 0);
}

void TestAttachmentModel::rolesHaveTheNamesThatQmlUses()
{
    QList<QByteArray> roles = m_model->roleNames().values();
    std::ranges::sort(roles);
    const QList<QByteArray> expected{
        "attachmentId", "error", "kind", "name", "seconds", "source", "state", "tokens"};
    QCOMPARE(roles, expected);
}

QTEST_MAIN(TestAttachmentModel)
#include "tst_attachment_model.moc"
