
import django.core.validators
import django.db.models.deletion
import polyvocal.models.fields
import polyvocal.models.objects
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.POLYVOCAL_OBJECT_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CollectionObject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(default=polyvocal.models.objects.new_identifier, help_text='Part of every address of this object. Assigned once; it never changes.', max_length=64, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]*$', 'Use letters, digits, points, dashes and underscores.')], verbose_name='identifier')),
                ('object_number', models.CharField(blank=True, db_index=True, max_length=200, verbose_name='object number')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts from the collection system')),
                ('findable_as', models.TextField(blank=True, default='', verbose_name='findable as')),
                ('is_marked_gone', models.BooleanField(default=False, help_text='The source no longer gives this record; nothing was removed.', verbose_name='gone from the source')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'collection object',
                'verbose_name_plural': 'collection objects',
                'ordering': ['object_number', 'id'],
                'abstract': False,
                'swappable': 'POLYVOCAL_OBJECT_MODEL',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.UUIDField(default=polyvocal.models.fields.time_ordered_uuid, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('words', models.TextField(verbose_name='words')),
                ('checksum', models.CharField(editable=False, max_length=64, verbose_name='checksum')),
                ('content_note', polyvocal.models.fields.NamesField(blank=True, default=dict, verbose_name='content note')),
                ('licence', models.CharField(blank=True, max_length=40, verbose_name='licence')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('held', polyvocal.models.fields.EdtfField(blank=True, max_length=64, verbose_name='view held')),
                ('held_as_written', models.CharField(blank=True, max_length=200, verbose_name='view held, as written')),
                ('recorded', polyvocal.models.fields.EdtfField(blank=True, max_length=64, verbose_name='recorded')),
                ('recorded_as_written', models.CharField(blank=True, max_length=200, verbose_name='recorded, as written')),
                ('published_from', models.DateTimeField(verbose_name='published from')),
                ('published_until', models.DateTimeField(blank=True, null=True, verbose_name='published until')),
                ('state', models.CharField(choices=[('current', 'current'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn')], default='current', max_length=12, verbose_name='state')),
                ('published_by', models.CharField(max_length=200, verbose_name='published by')),
                ('created_at', models.DateTimeField(verbose_name='entered')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawn_by', models.CharField(blank=True, max_length=200, verbose_name='withdrawn by')),
                ('withdrawal_reason', models.TextField(blank=True, verbose_name='reason for withdrawal')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Perspective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Part of the address. It never changes.', max_length=100, unique=True, verbose_name='slug')),
                ('names', polyvocal.models.fields.NamesField(default=dict, help_text='By language.', verbose_name='name')),
                ('description', polyvocal.models.fields.NamesField(blank=True, default=dict, verbose_name='description')),
                ('position', models.PositiveIntegerField(default=100, help_text='Low comes first where an order is declared.', verbose_name='position')),
                ('accent', models.PositiveSmallIntegerField(default=0, help_text='Which of the eight marks and colours it bears.', verbose_name='accent')),
            ],
            options={
                'verbose_name': 'perspective',
                'verbose_name_plural': 'perspectives',
                'ordering': ['position', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind')),
                ('author', models.CharField(blank=True, max_length=300, verbose_name='author')),
                ('date', models.CharField(blank=True, max_length=100, verbose_name='date')),
                ('held_by', models.CharField(blank=True, max_length=300, verbose_name='held by')),
                ('uri', models.URLField(blank=True, max_length=500, verbose_name='web address')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('content_note', polyvocal.models.fields.NamesField(blank=True, default=dict, verbose_name='content note')),
                ('licence', models.CharField(blank=True, max_length=40, verbose_name='licence')),
                ('reason', models.TextField(blank=True, help_text='Why these words replace the ones before.', verbose_name='reason')),
                ('held', polyvocal.models.fields.EdtfField(blank=True, help_text='When this view was held, as EDTF: 1978, 1978/1995, 1690~.', max_length=64, verbose_name='view held')),
                ('recorded', polyvocal.models.fields.EdtfField(blank=True, help_text='When the words were written or recorded, as EDTF.', max_length=64, verbose_name='recorded')),
                ('published_from', models.DateTimeField(blank=True, help_text='Only if the public could read these words earlier than today, for example in the gallery.', null=True, verbose_name='public since')),
                ('publish_at', models.DateTimeField(blank=True, null=True, verbose_name='publish at')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in-review', 'in review'), ('approved', 'approved'), ('scheduled', 'scheduled'), ('published', 'published'), ('discarded', 'discarded')], default='draft', max_length=12, verbose_name='state')),
                ('created_by', models.CharField(max_length=200, verbose_name='begun by')),
                ('submitted_by', models.CharField(blank=True, max_length=200, verbose_name='submitted by')),
                ('approved_by', models.CharField(blank=True, max_length=200, verbose_name='approved by')),
                ('note', models.TextField(blank=True, verbose_name='note of the reviewer')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='polyvocal.edition', verbose_name='based on')),
                ('published_as', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='polyvocal.edition', verbose_name='published as')),
                ('restores', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='polyvocal.edition', verbose_name='restores')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['-changed_at'],
            },
        ),
        migrations.CreateModel(
            name='DraftCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locator', models.CharField(blank=True, max_length=300, verbose_name='place in the source')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='polyvocal.draft', verbose_name='draft')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='polyvocal.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'citations',
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locator', models.CharField(blank=True, max_length=300, verbose_name='place in the source')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='polyvocal.edition', verbose_name='edition')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='polyvocal.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'citations',
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.UUIDField(default=polyvocal.models.fields.time_ordered_uuid, editable=False, primary_key=True, serialize=False)),
                ('text_type', models.CharField(max_length=40, verbose_name='text type')),
                ('language', polyvocal.models.fields.LanguageField(max_length=35, verbose_name='language')),
                ('part', models.PositiveSmallIntegerField(default=1, help_text='Tells apart several texts of one type, language and perspective.', verbose_name='part')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('obj', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to=settings.POLYVOCAL_OBJECT_MODEL, verbose_name='object')),
                ('perspective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='polyvocal.perspective', verbose_name='perspective')),
            ],
            options={
                'verbose_name': 'text',
                'verbose_name_plural': 'texts',
                'ordering': ['text_type', 'language', 'part'],
                'permissions': [('draft_text', 'Can write drafts and submit them'), ('review_text', 'Can approve drafts'), ('publish_text', 'Can publish, supersede and restore texts'), ('withdraw_text', 'Can withdraw editions'), ('erase_edition', 'Can erase editions where the law demands it')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='polyvocal.text', verbose_name='text'),
        ),
        migrations.AddField(
            model_name='draft',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='polyvocal.text', verbose_name='text'),
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Part of the address. It never changes.', max_length=100, unique=True, verbose_name='slug')),
                ('names', polyvocal.models.fields.NamesField(default=dict, help_text='By language.', verbose_name='name')),
                ('kind', models.CharField(default='unknown', max_length=40, verbose_name='kind')),
                ('statement', polyvocal.models.fields.NamesField(blank=True, default=dict, help_text="In the voice's own words, by language.", verbose_name='position statement')),
                ('speaks_as', models.CharField(default='self', max_length=20, verbose_name='speaks')),
                ('mandate', models.CharField(blank=True, help_text='By whom, when, where it is recorded.', max_length=300, verbose_name='mandate')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('active_period', polyvocal.models.fields.EdtfField(blank=True, max_length=64, verbose_name='active period')),
                ('uris', models.JSONField(blank=True, default=list, help_text='Of the same person or body elsewhere.', verbose_name='URIs')),
                ('private_contact', models.TextField(blank=True, help_text='Never shown in public.', verbose_name='contact (private)')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='polyvocal.voice', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'voice',
                'verbose_name_plural': 'voices',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation_type', models.CharField(max_length=40, verbose_name='relation')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='polyvocal.edition', verbose_name='edition meant')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_from_others', to='polyvocal.text', verbose_name='other text')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='polyvocal.text', verbose_name='text')),
                ('asserted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='polyvocal.voice', verbose_name='asserted by')),
            ],
            options={
                'verbose_name': 'relation',
                'verbose_name_plural': 'relations',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DraftAttribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(default='author', max_length=40, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributions', to='polyvocal.draft', verbose_name='draft')),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='polyvocal.voice', verbose_name='voice')),
            ],
            options={
                'verbose_name': 'attribution',
                'verbose_name_plural': 'attributions',
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(default='author', max_length=40, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='polyvocal.edition', verbose_name='edition')),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='polyvocal.voice', verbose_name='voice')),
            ],
            options={
                'verbose_name': 'attribution',
                'verbose_name_plural': 'attributions',
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('actor_name', models.CharField(max_length=200, verbose_name='erased by')),
                ('erased_at', models.DateTimeField(verbose_name='erased')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='polyvocal.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'constraints': [models.CheckConstraint(condition=models.Q(('legal_basis', ''), _negated=True), name='polyvocal_erasure_has_a_legal_basis')],
            },
        ),
        migrations.CreateModel(
            name='FormerNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_index=True, max_length=200, verbose_name='number')),
                ('until', models.CharField(blank=True, max_length=64, verbose_name='until')),
                ('obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_numbers', to=settings.POLYVOCAL_OBJECT_MODEL, verbose_name='object')),
            ],
            options={
                'verbose_name': 'former number',
                'verbose_name_plural': 'former numbers',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('obj', 'number'), name='polyvocal_former_number_once_per_object')],
            },
        ),
        migrations.CreateModel(
            name='Showing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=300, verbose_name='place')),
                ('exhibition', models.CharField(blank=True, max_length=300, verbose_name='exhibition')),
                ('shown_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('shown_until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='showings', to='polyvocal.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'showing',
                'verbose_name_plural': 'showings',
                'ordering': ['shown_from', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('shown_from__isnull', True), ('shown_until__isnull', True), ('shown_until__gte', models.F('shown_from')), _connector='OR'), name='polyvocal_showing_runs_forward')],
            },
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.UniqueConstraint(fields=('obj', 'perspective', 'text_type', 'language', 'part'), name='polyvocal_text_has_one_place'),
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.CheckConstraint(condition=models.Q(('part__gte', 1)), name='polyvocal_text_parts_start_at_one'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['published_from'], name='polyvocal_edition_from'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('text', 'number'), name='polyvocal_edition_number_once_per_text'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('text',), name='polyvocal_one_current_edition_per_text'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='polyvocal_edition_numbers_start_at_one'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['current', 'superseded', 'withdrawn'])), name='polyvocal_edition_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_until__isnull', True), ('state', 'current')), models.Q(models.Q(('state', 'current'), _negated=True), ('published_until__isnull', False)), _connector='OR'), name='polyvocal_edition_is_current_or_closed'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('published_until__isnull', True), ('published_until__gte', models.F('published_from')), _connector='OR'), name='polyvocal_edition_period_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(models.Q(('withdrawal_reason', ''), _negated=True), ('withdrawn_at__isnull', False)), _connector='OR'), name='polyvocal_withdrawal_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='polyvocal_later_edition_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('published_by', ''), _negated=True), name='polyvocal_edition_has_an_actor'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in-review', 'approved', 'scheduled', 'published', 'discarded'])), name='polyvocal_draft_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('publish_at__isnull', False), _connector='OR'), name='polyvocal_scheduled_draft_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_as__isnull', False), _connector='OR'), name='polyvocal_published_draft_has_an_edition'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(fields=('text', 'relation_type', 'other'), name='polyvocal_relation_stated_once'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('text', models.F('other')), _negated=True), name='polyvocal_relation_ties_two_texts'),
        ),
        migrations.AddConstraint(
            model_name='draftattribution',
            constraint=models.UniqueConstraint(fields=('draft', 'voice', 'role'), name='polyvocal_draft_attribution_once_per_role'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(fields=('edition', 'voice', 'role'), name='polyvocal_attribution_once_per_role'),
        ),
    ]
