<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AccuracyPanel</name>
        <message>
            <source>Accuracy</source>
            <translation>准确率</translation>
        </message>
        <message>
            <source>As R², but an offset of all predictions costs nothing</source>
            <translation>与 R² 相同，但所有预测的共同偏移不计</translation>
        </message>
        <message>
            <source>Explained variance</source>
            <translation>解释方差</translation>
        </message>
        <message>
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <source>Free energy</source>
            <translation>自由能</translation>
        </message>
        <message>
            <source>Free energy gap</source>
            <translation>自由能差</translation>
        </message>
        <message>
            <source>How many of a class are found</source>
            <translation>某一类别的样本中被找出的比例</translation>
        </message>
        <message>
            <source>How many of those taken for a class are of it</source>
            <translation>被判为某一类别的样本中真正属于该类别的比例</translation>
        </message>
        <message>
            <source>How often a sample of the class has a greater output than one of another</source>
            <translation>该类别的样本的输出大于其他类别样本的概率</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Metric</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Of how many equally likely classes the network is unsure</source>
            <translation>网络相当于在多少个等可能的类别之间犹豫</translation>
        </message>
        <message>
            <source>Of two classes that of the second, else the mean over the classes</source>
            <translation>两个类别时取第二类的值，否则取各类别的平均</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>Press Run to see the metrics.</source>
            <translation>运行后显示指标。</translation>
        </message>
        <message>
            <source>ROC AUC</source>
            <translation>ROC AUC</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>召回率</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>The harmonic mean of precision and recall</source>
            <translation>精确率与召回率的调和平均</translation>
        </message>
        <message>
            <source>Top 3</source>
            <translation>前 3 准确率</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Which metric is shown</source>
            <translation>显示哪个指标</translation>
        </message>
        <message>
            <source>Whole trees</source>
            <translation>整棵树</translation>
        </message>
        <message>
            <source>Within tolerance</source>
            <translation>容差内比例</translation>
        </message>
        <message>
            <source>{output}: {metric}</source>
            <translation>{output}：{metric}</translation>
        </message>
    </context>
    <context>
        <name>ActivationsPanel</name>
        <message>
            <source>Activations of a sample</source>
            <translation>样本的激活值</translation>
        </message>
        <message>
            <source>Row {row} in {count} layers; {layer}: {values}</source>
            <translation>第 {row} 行，共 {count} 层；{layer}：{values}</translation>
        </message>
        <message>
            <source>There is no such row.</source>
            <translation>没有这一行。</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the details</source>
            <translation>复制详细信息</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>BoundaryControls</name>
        <message>
            <source>Horizontal axis</source>
            <translation>横轴</translation>
        </message>
        <message>
            <source>Other columns are held at their median, or their most frequent category.</source>
            <translation>其余列固定为中位数，或最常见的类别。</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Vertical axis</source>
            <translation>纵轴</translation>
        </message>
        <message>
            <source>others at median</source>
            <translation>其余取中位数</translation>
        </message>
    </context>
    <context>
        <name>BoundaryPanel</name>
        <message>
            <source>An RBM learns its inputs alone: there is no boundary.</source>
            <translation>受限玻尔兹曼机只学习输入：没有决策边界。</translation>
        </message>
        <message>
            <source>Choose axes</source>
            <translation>选择坐标轴</translation>
        </message>
        <message>
            <source>Choose data to see its rows here.</source>
            <translation>选择数据后，数据点会显示在这里。</translation>
        </message>
        <message>
            <source>Decision boundary</source>
            <translation>决策边界</translation>
        </message>
        <message>
            <source>Discretise</source>
            <translation>离散化</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>绘制</translation>
        </message>
        <message>
            <source>Place, move and erase points, also while it learns</source>
            <translation>放置、移动和擦除数据点，训练时也可以</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Press Run to see the boundary.</source>
            <translation>运行后显示决策边界。</translation>
        </message>
        <message>
            <source>Press Run to see the predictions.</source>
            <translation>运行后显示预测结果。</translation>
        </message>
        <message>
            <source>Show decisions instead of shades</source>
            <translation>显示判定结果，而不是深浅</translation>
        </message>
        <message>
            <source>Show the outputs as a surface; drag to turn it</source>
            <translation>以曲面显示输出；拖动可旋转</translation>
        </message>
        <message>
            <source>Show the rows that are held out for testing</source>
            <translation>显示留作测试的数据</translation>
        </message>
        <message>
            <source>Surface</source>
            <translation>曲面</translation>
        </message>
        <message>
            <source>Surface of the outputs</source>
            <translation>输出曲面</translation>
        </message>
        <message>
            <source>Test points</source>
            <translation>测试点</translation>
        </message>
        <message>
            <source>The network has too few outputs for this data.</source>
            <translation>网络的输出数量不足以用于这些数据。</translation>
        </message>
        <message>
            <source>There are no points yet. Press Draw and click here.</source>
            <translation>还没有数据点。按“绘制”，然后在此处点击。</translation>
        </message>
        <message>
            <source>Where each step has a class, there is no boundary.</source>
            <translation>每一步都有类别的数据没有决策边界。</translation>
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <source>1 layer</source>
            <translation>1 个层</translation>
        </message>
        <message>
            <source>1 parameter</source>
            <translation>1 个参数</translation>
        </message>
        <message>
            <source>Add a comment</source>
            <translation>添加注释</translation>
        </message>
        <message>
            <source>Add a frame</source>
            <translation>添加框</translation>
        </message>
        <message>
            <source>Add {layer}</source>
            <translation>添加{layer}</translation>
        </message>
        <message>
            <source>Bias of {neuron}</source>
            <translation>{neuron} 的偏置</translation>
        </message>
        <message>
            <source>Change the colour</source>
            <translation>更改颜色</translation>
        </message>
        <message>
            <source>Change the size of {what}</source>
            <translation>调整{what}的大小</translation>
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation>连接 {source} 到 {target}</translation>
        </message>
        <message>
            <source>Connect {source} to {target} instead of {old}</source>
            <translation>将 {target} 的输入由 {old} 改为 {source}</translation>
        </message>
        <message>
            <source>Connection from {source} to {target}</source>
            <translation>从 {source} 到 {target} 的连接</translation>
        </message>
        <message>
            <source>Cut {what}</source>
            <translation>剪切 {what}</translation>
        </message>
        <message>
            <source>Delete {count} connections</source>
            <translation>删除 {count} 条连接</translation>
        </message>
        <message>
            <source>Delete {what}</source>
            <translation>删除 {what}</translation>
        </message>
        <message>
            <source>Delete {what} and close the gap</source>
            <translation>删除 {what} 并接上前后层</translation>
        </message>
        <message>
            <source>Disconnect {source} from {target}</source>
            <translation>断开 {source} 与 {target}</translation>
        </message>
        <message>
            <source>Drop here to choose a layer that fits.</source>
            <translation>在此放开，选择适合的层。</translation>
        </message>
        <message>
            <source>Drop to add {layer} here</source>
            <translation>松开即在此处添加{layer}</translation>
        </message>
        <message>
            <source>Drop to put {layer} between {source} and {target}</source>
            <translation>松开即在 {source} 与 {target} 之间插入{layer}</translation>
        </message>
        <message>
            <source>Duplicate {what}</source>
            <translation>创建 {what} 的副本</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>框</translation>
        </message>
        <message>
            <source>Freeze {what}</source>
            <translation>冻结 {what}</translation>
        </message>
        <message>
            <source>Group {what}</source>
            <translation>将 {what} 编组</translation>
        </message>
        <message>
            <source>Hide all neurons</source>
            <translation>隐藏全部神经元</translation>
        </message>
        <message>
            <source>Hide the neurons of {what}</source>
            <translation>隐藏 {what} 的神经元</translation>
        </message>
        <message>
            <source>Hold a weight of {layer}</source>
            <translation>固定 {layer} 的一个权重</translation>
        </message>
        <message>
            <source>Insert {layer}</source>
            <translation>插入 {layer}</translation>
        </message>
        <message>
            <source>Its gradients are tiny beside those of the last layer: it hardly learns.</source>
            <translation>与最后一层相比，它的梯度极小：几乎没有在学习。</translation>
        </message>
        <message>
            <source>Its outputs or gradients are huge or no longer finite.</source>
            <translation>它的输出或梯度过大，或已不是有限数。</translation>
        </message>
        <message>
            <source>Keep {what} where it is</source>
            <translation>将 {what} 固定在原处</translation>
        </message>
        <message>
            <source>Let a weight of {layer} learn again</source>
            <translation>让 {layer} 的一个权重重新学习</translation>
        </message>
        <message>
            <source>Let the layout place {what}</source>
            <translation>由自动布局放置 {what}</translation>
        </message>
        <message>
            <source>Let {what} learn again</source>
            <translation>让 {what} 重新学习</translation>
        </message>
        <message>
            <source>Most of its outputs lie at a limit of the activation.</source>
            <translation>它的大多数输出处于激活函数的极限值。</translation>
        </message>
        <message>
            <source>Most of its units give 0 for every sample.</source>
            <translation>它的大多数神经元对每个样本都输出 0。</translation>
        </message>
        <message>
            <source>Move {what}</source>
            <translation>移动 {what}</translation>
        </message>
        <message>
            <source>Name a frame</source>
            <translation>命名框</translation>
        </message>
        <message>
            <source>Paste {what}</source>
            <translation>粘贴 {what}</translation>
        </message>
        <message>
            <source>Show all neurons</source>
            <translation>显示全部神经元</translation>
        </message>
        <message>
            <source>Show or hide the neurons of this layer</source>
            <translation>显示或隐藏该层的神经元</translation>
        </message>
        <message>
            <source>Show the neurons of {what}</source>
            <translation>显示 {what} 的神经元</translation>
        </message>
        <message>
            <source>Stays where it was put</source>
            <translation>保持在手动放置的位置</translation>
        </message>
        <message>
            <source>Tidy everything</source>
            <translation>全部整理</translation>
        </message>
        <message>
            <source>Tidy the drawing</source>
            <translation>整理布局</translation>
        </message>
        <message>
            <source>Turn off a weight of {layer}</source>
            <translation>关闭 {layer} 的一个权重</translation>
        </message>
        <message>
            <source>Turn on a weight of {layer}</source>
            <translation>打开 {layer} 的一个权重</translation>
        </message>
        <message>
            <source>Ungroup {what}</source>
            <translation>取消编组 {what}</translation>
        </message>
        <message>
            <source>Weight from {source} to {target}</source>
            <translation>从 {source} 到 {target} 的权重</translation>
        </message>
        <message>
            <source>Write a comment</source>
            <translation>书写注释</translation>
        </message>
        <message>
            <source>a: outputs of size {size}</source>
            <translation>a：输出大小 {size}</translation>
        </message>
        <message>
            <source>dead</source>
            <translation>失活</translation>
        </message>
        <message>
            <source>exploding</source>
            <translation>爆炸</translation>
        </message>
        <message>
            <source>from {low} to {high}</source>
            <translation>从 {low} 到 {high}</translation>
        </message>
        <message>
            <source>held</source>
            <translation>已固定</translation>
        </message>
        <message>
            <source>off</source>
            <translation>已关闭</translation>
        </message>
        <message>
            <source>output {shape}</source>
            <translation>输出 {shape}</translation>
        </message>
        <message>
            <source>saturated</source>
            <translation>饱和</translation>
        </message>
        <message>
            <source>the comment</source>
            <translation>注释</translation>
        </message>
        <message>
            <source>the frame {name}</source>
            <translation>框“{name}”</translation>
        </message>
        <message>
            <source>vanishing</source>
            <translation>梯度消失</translation>
        </message>
        <message>
            <source>{count} layers</source>
            <translation>{count} 个层</translation>
        </message>
        <message>
            <source>{count} parameters</source>
            <translation>{count} 个参数</translation>
        </message>
        <message>
            <source>{count} things</source>
            <translation>{count} 个对象</translation>
        </message>
        <message>
            <source>{name} can lead to no other layer.</source>
            <translation>{name} 无法连接到其他任何层。</translation>
        </message>
        <message>
            <source>{text} (copy 1 of {count})</source>
            <translation>{text}（{count} 个副本中的第 1 个）</translation>
        </message>
        <message>
            <source>{what}: Enter connects, Tab chooses another layer, Esc cancels.</source>
            <translation>{what}：按 Enter 连接，Tab 选择其他层，Esc 取消。</translation>
        </message>
        <message>
            <source>∇: gradients of size {size}</source>
            <translation>∇：梯度大小 {size}</translation>
        </message>
    </context>
    <context>
        <name>CanvasView</name>
        <message>
            <source>Drawing of the network</source>
            <translation>网络图</translation>
        </message>
    </context>
    <context>
        <name>Chart</name>
        <message>
            <source>Fit</source>
            <translation>适应</translation>
        </message>
        <message>
            <source>Show everything again</source>
            <translation>重新显示全部</translation>
        </message>
        <message>
            <source>Show everything again (Home)</source>
            <translation>重新显示全部 (Home)</translation>
        </message>
    </context>
    <context>
        <name>Checker</name>
        <message>
            <source>Fit network to data</source>
            <translation>使网络适应数据</translation>
        </message>
    </context>
    <context>
        <name>ChoiceBox</name>
        <message>
            <source>several</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>ColumnHeader</name>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>{count} missing</source>
            <translation>缺失 {count} 个</translation>
        </message>
    </context>
    <context>
        <name>Command</name>
        <message>
            <source>&amp;About dnngui</source>
            <translation>关于 dnngui(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Back to the drawing around the group</source>
            <translation>返回组外的画板(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>复制(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Duplicate</source>
            <translation>创建副本(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Export weights…</source>
            <translation>导出权重(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Find a command…</source>
            <translation>查找命令(&amp;F)…</translation>
        </message>
        <message>
            <source>&amp;Find a learning rate…</source>
            <translation>查找学习率(&amp;F)…</translation>
        </message>
        <message>
            <source>&amp;Fit drawing</source>
            <translation>适应窗口(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Go on from here</source>
            <translation>从此处继续(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Keep where it is</source>
            <translation>固定在原处(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>键盘快捷键(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;New</source>
            <translation>新建(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Open the group</source>
            <translation>打开组(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>打开(&amp;O)…</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>粘贴(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Run or pause</source>
            <translation>运行或暂停(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Ungroup</source>
            <translation>取消编组(&amp;U)</translation>
        </message>
        <message>
            <source>Actual &amp;size</source>
            <translation>实际大小(&amp;S)</translation>
        </message>
        <message>
            <source>Add a &amp;comment</source>
            <translation>添加注释(&amp;C)</translation>
        </message>
        <message>
            <source>Add a &amp;frame</source>
            <translation>添加框(&amp;F)</translation>
        </message>
        <message>
            <source>Add a &amp;neuron</source>
            <translation>添加神经元(&amp;N)</translation>
        </message>
        <message>
            <source>Add a la&amp;yer behind</source>
            <translation>在后面添加一层(&amp;Y)</translation>
        </message>
        <message>
            <source>Align &amp;bottom</source>
            <translation>底端对齐(&amp;B)</translation>
        </message>
        <message>
            <source>Align &amp;left</source>
            <translation>左对齐(&amp;L)</translation>
        </message>
        <message>
            <source>Align &amp;right</source>
            <translation>右对齐(&amp;R)</translation>
        </message>
        <message>
            <source>Align &amp;top</source>
            <translation>顶端对齐(&amp;T)</translation>
        </message>
        <message>
            <source>Align ce&amp;ntred</source>
            <translation>水平居中对齐(&amp;N)</translation>
        </message>
        <message>
            <source>Align in the &amp;middle</source>
            <translation>垂直居中对齐(&amp;M)</translation>
        </message>
        <message>
            <source>Back to the &amp;present</source>
            <translation>回到现在(&amp;P)</translation>
        </message>
        <message>
            <source>C&amp;hoose a layer to add…</source>
            <translation>选择要添加的层(&amp;H)…</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>剪切(&amp;T)</translation>
        </message>
        <message>
            <source>De&amp;lete</source>
            <translation>删除(&amp;L)</translation>
        </message>
        <message>
            <source>Delete and close the &amp;gap</source>
            <translation>删除并接上前后层(&amp;G)</translation>
        </message>
        <message>
            <source>Distribute &amp;horizontally</source>
            <translation>水平均匀分布(&amp;H)</translation>
        </message>
        <message>
            <source>Distribute &amp;vertically</source>
            <translation>垂直均匀分布(&amp;V)</translation>
        </message>
        <message>
            <source>Draw &amp;new weights</source>
            <translation>重新随机权重(&amp;N)</translation>
        </message>
        <message>
            <source>Export the &amp;drawing…</source>
            <translation>导出网络图(&amp;D)…</translation>
        </message>
        <message>
            <source>F&amp;ind in the drawing…</source>
            <translation>在图中查找(&amp;I)…</translation>
        </message>
        <message>
            <source>Free&amp;ze the layer or let it learn</source>
            <translation>冻结该层或让它学习(&amp;Z)</translation>
        </message>
        <message>
            <source>G&amp;roup</source>
            <translation>编组(&amp;R)</translation>
        </message>
        <message>
            <source>Go to the &amp;drawing</source>
            <translation>转到网络图(&amp;D)</translation>
        </message>
        <message>
            <source>Go to the &amp;previous part of the window</source>
            <translation>转到窗口的上一部分(&amp;P)</translation>
        </message>
        <message>
            <source>Go to the best &amp;weights</source>
            <translation>转到最佳权重(&amp;W)</translation>
        </message>
        <message>
            <source>Go to the ne&amp;xt part of the window</source>
            <translation>转到窗口的下一部分(&amp;X)</translation>
        </message>
        <message>
            <source>Let the layout &amp;place it again</source>
            <translation>交还自动布局(&amp;P)</translation>
        </message>
        <message>
            <source>Look &amp;inside one step…</source>
            <translation>查看一步训练的内部(&amp;I)…</translation>
        </message>
        <message>
            <source>Open &amp;table…</source>
            <translation>打开表格(&amp;T)…</translation>
        </message>
        <message>
            <source>Open the &amp;log folder</source>
            <translation>打开日志文件夹(&amp;L)</translation>
        </message>
        <message>
            <source>Play the run as a fil&amp;m</source>
            <translation>将训练过程作为影片播放(&amp;M)</translation>
        </message>
        <message>
            <source>Re&amp;move the layer</source>
            <translation>移除该层(&amp;M)</translation>
        </message>
        <message>
            <source>Re&amp;set to the first weights</source>
            <translation>重置为初始权重(&amp;S)</translation>
        </message>
        <message>
            <source>Remove a n&amp;euron</source>
            <translation>移除一个神经元(&amp;E)</translation>
        </message>
        <message>
            <source>Save &amp;as…</source>
            <translation>另存为(&amp;A)…</translation>
        </message>
        <message>
            <source>Save the fil&amp;m…</source>
            <translation>保存影片(&amp;M)…</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>全选(&amp;A)</translation>
        </message>
        <message>
            <source>Select with a la&amp;sso</source>
            <translation>套索选择(&amp;S)</translation>
        </message>
        <message>
            <source>Show a &amp;later moment</source>
            <translation>显示更晚的时刻(&amp;L)</translation>
        </message>
        <message>
            <source>Show an e&amp;arlier moment</source>
            <translation>显示更早的时刻(&amp;A)</translation>
        </message>
        <message>
            <source>Show or hide all &amp;neurons</source>
            <translation>显示或隐藏全部神经元(&amp;N)</translation>
        </message>
        <message>
            <source>Show or hide the layer's n&amp;eurons</source>
            <translation>显示或隐藏该层的神经元(&amp;E)</translation>
        </message>
        <message>
            <source>Step one &amp;batch</source>
            <translation>训练一个批次(&amp;B)</translation>
        </message>
        <message>
            <source>Step one &amp;epoch</source>
            <translation>训练一轮(&amp;E)</translation>
        </message>
        <message>
            <source>T&amp;idy layout</source>
            <translation>整理布局(&amp;I)</translation>
        </message>
        <message>
            <source>Tidy &amp;everything</source>
            <translation>全部整理(&amp;E)</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>放大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>缩小(&amp;O)</translation>
        </message>
    </context>
    <context>
        <name>ConfusionPanel</name>
        <message>
            <source>A matrix needs a network that tells the classes apart.</source>
            <translation>混淆矩阵需要一个区分类别的网络。</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>混淆矩阵</translation>
        </message>
        <message>
            <source>Most often, {truth} is taken for {prediction}: {count} times</source>
            <translation>最常见的是把 {truth} 判为 {prediction}：{count} 次</translation>
        </message>
        <message>
            <source>Right: {share}</source>
            <translation>正确：{share}</translation>
        </message>
        <message>
            <source>There are too many classes for a matrix.</source>
            <translation>类别太多，无法显示为矩阵。</translation>
        </message>
        <message>
            <source>These data have numbers to be predicted, and no classes to be confused.</source>
            <translation>这些数据要预测的是数值，没有可混淆的类别。</translation>
        </message>
        <message>
            <source>output {number}</source>
            <translation>输出 {number}</translation>
        </message>
        <message>
            <source>{truth} taken for {prediction}: {count}</source>
            <translation>{truth} 被判为 {prediction}：{count}</translation>
        </message>
        <message>
            <source>{truth}, and found right: {count}</source>
            <translation>{truth}，判断正确：{count}</translation>
        </message>
    </context>
    <context>
        <name>CurvePanel</name>
        <message>
            <source>Earlier run {number}</source>
            <translation>之前的运行 {number}</translation>
        </message>
        <message>
            <source>Earlier runs</source>
            <translation>之前的运行</translation>
        </message>
        <message>
            <source>Epoch {epoch}</source>
            <translation>轮次 {epoch}</translation>
        </message>
        <message>
            <source>Forget earlier runs</source>
            <translation>清除之前的运行</translation>
        </message>
        <message>
            <source>Lines are smoothed, numbers stay as they were measured</source>
            <translation>只平滑曲线，数值仍为实测值</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>Log axis</source>
            <translation>对数坐标轴</translation>
        </message>
        <message>
            <source>Show the values on a logarithmic axis</source>
            <translation>使用对数坐标轴显示</translation>
        </message>
        <message>
            <source>epoch</source>
            <translation>轮次</translation>
        </message>
    </context>
    <context>
        <name>DataPanel</name>
        <message>
            <source>Choose data set</source>
            <translation>选择数据集</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>{targets} → {output}</source>
            <translation>{targets} → {output}</translation>
        </message>
    </context>
    <context>
        <name>DatasetFacts</name>
        <message>
            <source>Classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Dropped rows</source>
            <translation>删去的行</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>Filled gaps</source>
            <translation>填补的值</translation>
        </message>
        <message>
            <source>In numbers</source>
            <translation>数据概况</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Test rows</source>
            <translation>测试行数</translation>
        </message>
        <message>
            <source>Training rows</source>
            <translation>训练行数</translation>
        </message>
        <message>
            <source>the inputs</source>
            <translation>输入本身</translation>
        </message>
    </context>
    <context>
        <name>Declaration</name>
        <message>
            <source>0.99 looks back some hundred steps.</source>
            <translation>0.99 大约回看一百步。</translation>
        </message>
        <message>
            <source>1 is a straight line.</source>
            <translation>1 表示直线。</translation>
        </message>
        <message>
            <source>64 units learn without labels what digits are like; their filters are strokes.</source>
            <translation>64 个单元在没有标签的情况下学习数字的样子；它们的滤波器是笔画。</translation>
        </message>
        <message>
            <source>A ReLU that lets a learned share of negative values through, one for each channel.</source>
            <translation>让负值按学得的比例通过的 ReLU，每个通道一个比例。</translation>
        </message>
        <message>
            <source>A cross-entropy in which what is predicted well counts less; for rare classes.</source>
            <translation>一种交叉熵，预测得好的样本权重更小；适合稀有类别。</translation>
        </message>
        <message>
            <source>A landscape of six hills, with a connection that leads around the second hidden layer.</source>
            <translation>六座起伏的山丘，由一条跳跃连接绕过第二个隐藏层来拟合。</translation>
        </message>
        <message>
            <source>A mean over the last steps, in which older ones count less and less.</source>
            <translation>最近若干步的平均，越早的权重占比越小。</translation>
        </message>
        <message>
            <source>A number for each class; what is not named counts 1.</source>
            <translation>每个类别一个数；未列出的类别按 1 计。</translation>
        </message>
        <message>
            <source>A recurrent layer with gates, which keeps what it needs for many steps.</source>
            <translation>带门控的循环层，能在许多步中保留所需的信息。</translation>
        </message>
        <message>
            <source>A recurrent layer with gates: nearly an LSTM's memory with fewer weights.</source>
            <translation>带门控的循环层：权重更少，记忆力接近 LSTM。</translation>
        </message>
        <message>
            <source>A step sees itself and earlier steps only.</source>
            <translation>每一步只能看到自己和更早的步。</translation>
        </message>
        <message>
            <source>AMSGrad</source>
            <translation>AMSGrad</translation>
        </message>
        <message>
            <source>Above and below × left and right, or all four; for explicit padding alone.</source>
            <translation>上下 × 左右，或上、下、左、右四个数；只用于自行指定的填充。</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>Adadelta</source>
            <translation>Adadelta</translation>
        </message>
        <message>
            <source>Adagrad</source>
            <translation>Adagrad</translation>
        </message>
        <message>
            <source>Adam</source>
            <translation>Adam</translation>
        </message>
        <message>
            <source>Adam that also shrinks the kernels a little at each step.</source>
            <translation>每一步还会略微收缩权重的 Adam。</translation>
        </message>
        <message>
            <source>Adam that divides by the greatest recent gradient instead of a mean of squares.</source>
            <translation>用近期最大梯度而不是平方均值作除数的 Adam。</translation>
        </message>
        <message>
            <source>Adam that looks ahead, as Nesterov's momentum does.</source>
            <translation>像 Nesterov 动量那样向前看的 Adam。</translation>
        </message>
        <message>
            <source>Adam whose steps for a weight never grow again.</source>
            <translation>每个权重的步长不会再变大的 Adam。</translation>
        </message>
        <message>
            <source>Adam with a warm-up of its own: the first steps are those of plain momentum.</source>
            <translation>自带预热的 Adam：最初几步与普通动量法相同。</translation>
        </message>
        <message>
            <source>AdamW</source>
            <translation>AdamW</translation>
        </message>
        <message>
            <source>Adamax</source>
            <translation>Adamax</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>相加层</translation>
        </message>
        <message>
            <source>Add a learned constant to each channel.</source>
            <translation>给每个通道加上一个学习得到的常数。</translation>
        </message>
        <message>
            <source>Add a learned constant to each sum.</source>
            <translation>为每个和加上一个可学习的常数。</translation>
        </message>
        <message>
            <source>Add learned constants in every projection.</source>
            <translation>在每个投影中加上可学习的常数。</translation>
        </message>
        <message>
            <source>Added to the variance, so that nothing is divided by zero.</source>
            <translation>加到方差上，避免除以零。</translation>
        </message>
        <message>
            <source>Adds inputs of the same shape, as at the end of a skip connection.</source>
            <translation>将形状相同的输入相加，例如在跳跃连接的末端。</translation>
        </message>
        <message>
            <source>Adds squares, products, sines or formulas of the inputs, as a head start.</source>
            <translation>添加输入的平方、乘积、正弦或自定义公式，让学习更容易起步。</translation>
        </message>
        <message>
            <source>Adds to each step of a sequence what tells its place.</source>
            <translation>给序列的每一步加上表示其位置的向量。</translation>
        </message>
        <message>
            <source>After 1 / decay epochs it is half.</source>
            <translation>经过 1 / 衰减 个轮次后减半。</translation>
        </message>
        <message>
            <source>All classes count alike in the loss, however rare they are in the training part.</source>
            <translation>所有类别在损失中同等重要，无论其在训练部分中多么稀少。</translation>
        </message>
        <message>
            <source>All products of the inputs up to this degree; 2 gives x1², x1·x2, x2².</source>
            <translation>输入的所有乘积，直到该次数；2 给出 x1²、x1·x2、x2²。</translation>
        </message>
        <message>
            <source>Alpha</source>
            <translation>α</translation>
        </message>
        <message>
            <source>Alpha dropout</source>
            <translation>Alpha 随机失活</translation>
        </message>
        <message>
            <source>An LSTM reads 24 noisy values of a wave and says how it goes on.</source>
            <translation>LSTM 读入带噪声波形的 24 个值，并预测下一个值。</translation>
        </message>
        <message>
            <source>An LSTM reads sentences of a small language and foretells each next letter.</source>
            <translation>LSTM 逐字母阅读一种小语言的句子，并预测每个下一个字母。</translation>
        </message>
        <message>
            <source>An often-copied teaching program: its first weights are so small that it never learns and the loss stays at ln 2.</source>
            <translation>一个常被照抄的教学程序：初始权重过小，始终学不会，损失停在 ln 2。</translation>
        </message>
        <message>
            <source>Applies one function to every value; softmax to each sample's values together.</source>
            <translation>对每个值应用同一个函数；Softmax 则作用于一个样本的全部值。</translation>
        </message>
        <message>
            <source>Asks for a margin between the classes; targets are −1 and 1.</source>
            <translation>要求类别之间留有间隔；目标为 −1 和 1。</translation>
        </message>
        <message>
            <source>At most this loss, perplexity or error; at least this score.</source>
            <translation>损失、困惑度或误差不超过此值；得分不低于此值。</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>注意力</translation>
        </message>
        <message>
            <source>Average</source>
            <translation>平均</translation>
        </message>
        <message>
            <source>Average of the weights</source>
            <translation>权重平均</translation>
        </message>
        <message>
            <source>AvgPool1D</source>
            <translation>一维平均池化</translation>
        </message>
        <message>
            <source>AvgPool2D</source>
            <translation>二维平均池化</translation>
        </message>
        <message>
            <source>Axis</source>
            <translation>轴</translation>
        </message>
        <message>
            <source>Backward</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>均衡</translation>
        </message>
        <message>
            <source>Basic</source>
            <translation>基础</translation>
        </message>
        <message>
            <source>Batch norm</source>
            <translation>批量归一化</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>批量大小</translation>
        </message>
        <message>
            <source>Before and after, or one number for both; for explicit padding alone.</source>
            <translation>之前和之后，或两者共用一个数；只用于自行指定的填充。</translation>
        </message>
        <message>
            <source>Bernoulli</source>
            <translation>伯努利</translation>
        </message>
        <message>
            <source>Bernoulli for inputs from 0 to 1, Gaussian for standardised numbers.</source>
            <translation>输入在 0 到 1 之间时用伯努利单元，标准化的数值用高斯单元。</translation>
        </message>
        <message>
            <source>Beta 1</source>
            <translation>Beta 1</translation>
        </message>
        <message>
            <source>Beta 2</source>
            <translation>Beta 2</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>偏置</translation>
        </message>
        <message>
            <source>Binary cross-entropy</source>
            <translation>二元交叉熵</translation>
        </message>
        <message>
            <source>Binary: an output above it counts as the second class. Empty: the middle.</source>
            <translation>二分类：输出高于此值即判为第二类。留空则取中点。</translation>
        </message>
        <message>
            <source>Blocks of convolutions that add to what they read, with batch normalisation.</source>
            <translation>带批量归一化的卷积块，把结果加到自己的输入上。</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>双向</translation>
        </message>
        <message>
            <source>By global norm</source>
            <translation>按全局范数</translation>
        </message>
        <message>
            <source>By norm</source>
            <translation>按范数</translation>
        </message>
        <message>
            <source>By value</source>
            <translation>按数值</translation>
        </message>
        <message>
            <source>CELU</source>
            <translation>CELU</translation>
        </message>
        <message>
            <source>CELU’s bend: far below 0 it gives minus alpha. PyTorch’s is 1 too.</source>
            <translation>CELU 的弯曲程度：远小于 0 时输出负的 α。PyTorch 的默认值也是 1。</translation>
        </message>
        <message>
            <source>Categorical cross-entropy</source>
            <translation>分类交叉熵</translation>
        </message>
        <message>
            <source>Categorical cross-entropy with class numbers as targets.</source>
            <translation>以类别编号为目标的分类交叉熵。</translation>
        </message>
        <message>
            <source>Causal</source>
            <translation>因果掩码</translation>
        </message>
        <message>
            <source>Centered</source>
            <translation>中心化</translation>
        </message>
        <message>
            <source>Class weights</source>
            <translation>类别权重</translation>
        </message>
        <message>
            <source>Compares directions and not lengths; for vectors such as embeddings.</source>
            <translation>比较方向而不是长度；适合嵌入等向量。</translation>
        </message>
        <message>
            <source>Concatenate</source>
            <translation>拼接层</translation>
        </message>
        <message>
            <source>Constant</source>
            <translation>常数</translation>
        </message>
        <message>
            <source>Conv1D</source>
            <translation>一维卷积</translation>
        </message>
        <message>
            <source>Conv2D</source>
            <translation>二维卷积</translation>
        </message>
        <message>
            <source>Conv2DTranspose</source>
            <translation>转置卷积</translation>
        </message>
        <message>
            <source>Convolution</source>
            <translation>卷积</translation>
        </message>
        <message>
            <source>Copies in a chain, each with weights of its own.</source>
            <translation>串联的副本数，每个副本有各自的权重。</translation>
        </message>
        <message>
            <source>Cores</source>
            <translation>处理器核心</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>余弦</translation>
        </message>
        <message>
            <source>Cosine distance</source>
            <translation>余弦距离</translation>
        </message>
        <message>
            <source>Cosines</source>
            <translation>余弦</translation>
        </message>
        <message>
            <source>Count padding</source>
            <translation>计入填充</translation>
        </message>
        <message>
            <source>Cuts each value of the gradient.</source>
            <translation>截断梯度的每个数值。</translation>
        </message>
        <message>
            <source>Decay</source>
            <translation>衰减</translation>
        </message>
        <message>
            <source>Decides the first weights, shuffling and dropout.</source>
            <translation>决定初始权重、打乱顺序和随机失活。</translation>
        </message>
        <message>
            <source>Degree</source>
            <translation>次数</translation>
        </message>
        <message>
            <source>Delta</source>
            <translation>Delta</translation>
        </message>
        <message>
            <source>Dense</source>
            <translation>全连接层</translation>
        </message>
        <message>
            <source>Depth multiplier</source>
            <translation>深度乘数</translation>
        </message>
        <message>
            <source>DepthwiseConv2D</source>
            <translation>深度卷积</translation>
        </message>
        <message>
            <source>Diabetes regression</source>
            <translation>糖尿病回归</translation>
        </message>
        <message>
            <source>Difference at which it becomes linear.</source>
            <translation>误差超过此值时变为线性。</translation>
        </message>
        <message>
            <source>Digits</source>
            <translation>手写数字</translation>
        </message>
        <message>
            <source>Digits are read with noise and given back without, through 48 neurons.</source>
            <translation>读入带噪声的数字，经过 48 个神经元后还原为无噪声的数字。</translation>
        </message>
        <message>
            <source>Digits, convolutional</source>
            <translation>手写数字（卷积）</translation>
        </message>
        <message>
            <source>Digits, deep belief network</source>
            <translation>手写数字，深度信念网络</translation>
        </message>
        <message>
            <source>Digits, denoising autoencoder</source>
            <translation>手写数字（去噪自编码器）</translation>
        </message>
        <message>
            <source>Digits, residual</source>
            <translation>手写数字（残差）</translation>
        </message>
        <message>
            <source>Digits, restricted Boltzmann machine</source>
            <translation>手写数字，受限玻尔兹曼机</translation>
        </message>
        <message>
            <source>Digits, without pre-training</source>
            <translation>手写数字，无预训练</translation>
        </message>
        <message>
            <source>Dilation</source>
            <translation>膨胀率</translation>
        </message>
        <message>
            <source>Dimension that grows; -1 is the last.</source>
            <translation>沿哪个维度拼接；-1 为最后一维。</translation>
        </message>
        <message>
            <source>Dimension that is summed; -1 is the last.</source>
            <translation>求和的维度；-1 表示最后一维。</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Distance between the values that a window reads; 1 reads neighbours.</source>
            <translation>窗口所读数值之间的间隔；1 表示相邻。</translation>
        </message>
        <message>
            <source>Distribution of the first biases; else zeros.</source>
            <translation>初始偏置的分布；否则为零。</translation>
        </message>
        <message>
            <source>Distribution of the first vectors; else normal with spread 1.</source>
            <translation>初始向量的分布；默认为标准差 1 的正态分布。</translation>
        </message>
        <message>
            <source>Distribution of the first weights for the input; else Glorot uniform.</source>
            <translation>输入权重的初始分布；默认为 Glorot 均匀分布。</translation>
        </message>
        <message>
            <source>Distribution of the first weights for the state; else orthogonal.</source>
            <translation>状态权重的初始分布；默认为正交初始化。</translation>
        </message>
        <message>
            <source>Distribution of the first weights; automatic fits the activation.</source>
            <translation>初始权重的分布；“自动”会按激活函数选择。</translation>
        </message>
        <message>
            <source>Distribution of the first weights; else Glorot uniform.</source>
            <translation>初始权重的分布；否则为 Glorot 均匀分布。</translation>
        </message>
        <message>
            <source>Distribution of the words' first vectors; else normal with spread 0.5.</source>
            <translation>单词初始向量的分布；默认为标准差 0.5 的正态分布。</translation>
        </message>
        <message>
            <source>Divide by the lengths: 1 same direction, -1 opposite.</source>
            <translation>除以两个向量的长度：1 为同向，-1 为反向。</translation>
        </message>
        <message>
            <source>Divide by the spread about the mean gradient.</source>
            <translation>除以梯度围绕其均值的离散程度。</translation>
        </message>
        <message>
            <source>Divides each gradient by its recent size.</source>
            <translation>把每个梯度除以它近期的大小。</translation>
        </message>
        <message>
            <source>Dot</source>
            <translation>点积</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>随机失活</translation>
        </message>
        <message>
            <source>Dropout for SELU: while training, silences values and keeps their mean and variance.</source>
            <translation>用于 SELU 的随机失活：训练时使一部分值失活，并保持均值和方差。</translation>
        </message>
        <message>
            <source>ELU</source>
            <translation>ELU</translation>
        </message>
        <message>
            <source>Each period is so many times longer.</source>
            <translation>每个周期是前一个的多少倍。</translation>
        </message>
        <message>
            <source>Each step looks at all others, or at a second input, and takes what matters to it.</source>
            <translation>每一步查看所有其他步或第二个输入，取出与自己有关的内容。</translation>
        </message>
        <message>
            <source>Each step's state follows from the input and the state before it; forgets fast.</source>
            <translation>每一步的状态由输入和前一状态决定；遗忘较快。</translation>
        </message>
        <message>
            <source>Each weight gets its own step length from its recent gradients.</source>
            <translation>根据近期梯度，为每个权重单独确定步长。</translation>
        </message>
        <message>
            <source>Early stopping</source>
            <translation>提前停止</translation>
        </message>
        <message>
            <source>Embedding</source>
            <translation>嵌入</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>编码方式</translation>
        </message>
        <message>
            <source>End</source>
            <translation>终点</translation>
        </message>
        <message>
            <source>End with the weights that were best.</source>
            <translation>结束时使用最好的权重。</translation>
        </message>
        <message>
            <source>Ends the run as soon as it is good enough.</source>
            <translation>一旦足够好就结束训练。</translation>
        </message>
        <message>
            <source>Ends the run when it is good enough.</source>
            <translation>足够好时结束训练。</translation>
        </message>
        <message>
            <source>Ends the run when it no longer improves.</source>
            <translation>不再改善时结束训练。</translation>
        </message>
        <message>
            <source>Enlarges a sequence or a picture by repeating each value.</source>
            <translation>重复每个值，从而放大序列或图像。</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>轮次</translation>
        </message>
        <message>
            <source>Epochs after a fall not counted.</source>
            <translation>下降之后不计入的轮次数。</translation>
        </message>
        <message>
            <source>Epochs from one step down on.</source>
            <translation>相邻两次下降之间的轮次数。</translation>
        </message>
        <message>
            <source>Epochs from one to the next.</source>
            <translation>相邻两次之间的轮次数。</translation>
        </message>
        <message>
            <source>Epochs in which the rate first rises from near zero.</source>
            <translation>开始时学习率从接近零升起的轮次数。</translation>
        </message>
        <message>
            <source>Epochs that it takes; empty is the whole run.</source>
            <translation>持续的轮次数；留空表示整个训练。</translation>
        </message>
        <message>
            <source>Epochs to a restart; empty is one fall over the run.</source>
            <translation>到重启为止的轮次数；留空表示整个训练只下降一次。</translation>
        </message>
        <message>
            <source>Epochs to wait before it falls.</source>
            <translation>下降之前等待的轮次数。</translation>
        </message>
        <message>
            <source>Epochs without improvement.</source>
            <translation>没有改善的轮次数。</translation>
        </message>
        <message>
            <source>Epsilon</source>
            <translation>Epsilon</translation>
        </message>
        <message>
            <source>Evaluate and export it, not the last weights.</source>
            <translation>评估和导出时使用平均值，而不是最后的权重。</translation>
        </message>
        <message>
            <source>Every</source>
            <translation>间隔</translation>
        </message>
        <message>
            <source>Every neuron sees every input: a weighted sum, a bias, then the activation.</source>
            <translation>每个神经元都连接所有输入：先加权求和，加上偏置，再经激活函数。</translation>
        </message>
        <message>
            <source>Every weight moves by the same length; wants a learning rate a tenth of Adam's.</source>
            <translation>每个权重移动相同的长度；学习率宜为 Adam 的十分之一。</translation>
        </message>
        <message>
            <source>Every weight starts at this.</source>
            <translation>所有权重都从此值开始。</translation>
        </message>
        <message>
            <source>Explained variance</source>
            <translation>解释方差</translation>
        </message>
        <message>
            <source>Explicit</source>
            <translation>指定</translation>
        </message>
        <message>
            <source>Explicit padding</source>
            <translation>指定的填充</translation>
        </message>
        <message>
            <source>Exponential</source>
            <translation>指数</translation>
        </message>
        <message>
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <source>Factor</source>
            <translation>系数</translation>
        </message>
        <message>
            <source>Factor where the sign turns.</source>
            <translation>符号改变时的系数。</translation>
        </message>
        <message>
            <source>Factor while the sign stays.</source>
            <translation>符号不变时的系数。</translation>
        </message>
        <message>
            <source>Falls by a factor at certain epochs.</source>
            <translation>在指定的轮次按系数下降。</translation>
        </message>
        <message>
            <source>Falls by a factor each time so many epochs are done.</source>
            <translation>每完成若干轮次按系数下降一次。</translation>
        </message>
        <message>
            <source>Falls by a factor when the loss no longer improves.</source>
            <translation>损失不再改善时按系数下降。</translation>
        </message>
        <message>
            <source>Falls by the same factor in every epoch.</source>
            <translation>每个轮次按相同系数下降。</translation>
        </message>
        <message>
            <source>Falls fast at first, then ever more slowly.</source>
            <translation>先快后慢地下降。</translation>
        </message>
        <message>
            <source>Falls in a straight line, or in a bow where the power is not 1.</source>
            <translation>沿直线下降；幂次不为 1 时沿曲线下降。</translation>
        </message>
        <message>
            <source>Falls like half a wave; with a period it starts again each time.</source>
            <translation>像半个波那样下降；设定周期后每次重新开始。</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>卷积核数量</translation>
        </message>
        <message>
            <source>Filters every channel by itself, then mixes the channels: fewer weights than Conv2D.</source>
            <translation>先对每个通道单独卷积，再混合通道：权重比二维卷积少。</translation>
        </message>
        <message>
            <source>Filters every channel of a picture by itself, without mixing them.</source>
            <translation>对图像的每个通道单独卷积，不混合通道。</translation>
        </message>
        <message>
            <source>Filters for each channel that comes in.</source>
            <translation>每个输入通道的卷积核数量。</translation>
        </message>
        <message>
            <source>Finds the step lengths itself; the learning rate is but a factor, usually 1.</source>
            <translation>自行确定步长；学习率只是一个系数，通常为 1。</translation>
        </message>
        <message>
            <source>First biases</source>
            <translation>初始偏置</translation>
        </message>
        <message>
            <source>First recurrent weights</source>
            <translation>初始循环权重</translation>
        </message>
        <message>
            <source>First slope</source>
            <translation>初始斜率</translation>
        </message>
        <message>
            <source>First vectors</source>
            <translation>初始向量</translation>
        </message>
        <message>
            <source>First weights</source>
            <translation>初始权重</translation>
        </message>
        <message>
            <source>First, without labels, each RBM learns what its inputs are like.</source>
            <translation>首先，每个受限玻尔兹曼机在没有标签的情况下学习其输入的分布。</translation>
        </message>
        <message>
            <source>Fixed waves, or a learned vector for each step.</source>
            <translation>固定的正弦波，或每一步一个可学习的向量。</translation>
        </message>
        <message>
            <source>Flatten</source>
            <translation>展平层</translation>
        </message>
        <message>
            <source>Focal</source>
            <translation>Focal 损失</translation>
        </message>
        <message>
            <source>For counts; the network gives the expected count, for instance through softplus.</source>
            <translation>用于计数；网络给出期望计数，例如通过 softplus。</translation>
        </message>
        <message>
            <source>For several classes with one softmax output each.</source>
            <translation>用于多分类，每个类别对应一个 Softmax 输出。</translation>
        </message>
        <message>
            <source>For two classes with one sigmoid output, or several yes/no outputs.</source>
            <translation>用于单个 Sigmoid 输出的二分类，或多个是/否输出。</translation>
        </message>
        <message>
            <source>Formulas</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>正向</translation>
        </message>
        <message>
            <source>Four sigmoid neurons bend the boundary around two moons.</source>
            <translation>四个 Sigmoid 神经元使边界沿两弯月牙弯曲。</translation>
        </message>
        <message>
            <source>From epoch</source>
            <translation>起始轮次</translation>
        </message>
        <message>
            <source>From the first step on, from the last, or both.</source>
            <translation>从第一步开始、从最后一步开始，或双向。</translation>
        </message>
        <message>
            <source>Frozen</source>
            <translation>冻结</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>Function applied to each sum.</source>
            <translation>应用于每个和的函数。</translation>
        </message>
        <message>
            <source>Function applied to each value.</source>
            <translation>应用于每个值的函数。</translation>
        </message>
        <message>
            <source>GELU</source>
            <translation>GELU</translation>
        </message>
        <message>
            <source>GRU</source>
            <translation>GRU</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>增益</translation>
        </message>
        <message>
            <source>Gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <source>Gaussian</source>
            <translation>高斯</translation>
        </message>
        <message>
            <source>Gaussian noise</source>
            <translation>高斯噪声</translation>
        </message>
        <message>
            <source>Gibbs steps</source>
            <translation>吉布斯步数</translation>
        </message>
        <message>
            <source>Given</source>
            <translation>给定</translation>
        </message>
        <message>
            <source>Gives each group of channels of a sample mean 0 and spread 1, whatever the batch.</source>
            <translation>使每个样本的每组通道均值为 0、标准差为 1，与批量无关。</translation>
        </message>
        <message>
            <source>Gives every channel mean 0 and spread 1 over the batch, then a learned scale.</source>
            <translation>使每个通道在批量上均值为 0、标准差为 1，再乘以学得的缩放。</translation>
        </message>
        <message>
            <source>Gives the features of each sample, or of each step, a mean square of 1.</source>
            <translation>使每个样本或每一步的特征的均方为 1。</translation>
        </message>
        <message>
            <source>Gives the features of each sample, or of each step, mean 0 and spread 1.</source>
            <translation>使每个样本或每一步的特征均值为 0、标准差为 1。</translation>
        </message>
        <message>
            <source>Gives the values of a sample another shape.</source>
            <translation>改变样本的形状，值保持不变。</translation>
        </message>
        <message>
            <source>GlobalAveragePool</source>
            <translation>全局平均池化</translation>
        </message>
        <message>
            <source>GlobalMaxPool</source>
            <translation>全局最大池化</translation>
        </message>
        <message>
            <source>Glorot normal</source>
            <translation>Glorot 正态</translation>
        </message>
        <message>
            <source>Glorot uniform</source>
            <translation>Glorot 均匀</translation>
        </message>
        <message>
            <source>Go on drawing where the last update stopped instead of at the data.</source>
            <translation>从上次更新停下的状态继续采样，而不是从数据开始。</translation>
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation>梯度裁剪</translation>
        </message>
        <message>
            <source>Gradient descent (SGD)</source>
            <translation>梯度下降 (SGD)</translation>
        </message>
        <message>
            <source>Gradient descent on the mean squared error finds the line behind noisy points.</source>
            <translation>用梯度下降最小化均方误差，找出含噪数据点背后的直线。</translation>
        </message>
        <message>
            <source>Gradient descent that keeps part of its speed.</source>
            <translation>保留部分速度的梯度下降。</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>组</translation>
        </message>
        <message>
            <source>Group norm</source>
            <translation>组归一化</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>组数</translation>
        </message>
        <message>
            <source>Growth</source>
            <translation>增长</translation>
        </message>
        <message>
            <source>Guards the division.</source>
            <translation>防止除以零。</translation>
        </message>
        <message>
            <source>Handwritten digits of 8 × 8 pixels read by 128 neurons with dropout and Adam.</source>
            <translation>用 128 个神经元、随机失活和 Adam 识别 8 × 8 像素的手写数字。</translation>
        </message>
        <message>
            <source>Hard sigmoid</source>
            <translation>Hard Sigmoid</translation>
        </message>
        <message>
            <source>Hard swish</source>
            <translation>硬 Swish</translation>
        </message>
        <message>
            <source>Hard tanh</source>
            <translation>硬 Tanh</translation>
        </message>
        <message>
            <source>He normal</source>
            <translation>He 正态</translation>
        </message>
        <message>
            <source>He uniform</source>
            <translation>He 均匀</translation>
        </message>
        <message>
            <source>Heads</source>
            <translation>头数</translation>
        </message>
        <message>
            <source>Height and width of the window; one number for both.</source>
            <translation>窗口的高和宽；只写一个数则两者相同。</translation>
        </message>
        <message>
            <source>Hinge</source>
            <translation>合页损失</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>How far the predicted shares are from given ones; both add up to 1.</source>
            <translation>预测的份额与给定份额相差多远；两者之和均为 1。</translation>
        </message>
        <message>
            <source>How far the running mean and variance move towards those of a batch.</source>
            <translation>移动均值和方差每次向批量的均值和方差靠近多少。</translation>
        </message>
        <message>
            <source>How far the window moves down and across; automatic: by its own size.</source>
            <translation>窗口每次向下和向右移动的距离；自动：等于窗口大小。</translation>
        </message>
        <message>
            <source>How far the window moves down and across; one number for both.</source>
            <translation>窗口每次向下和向右移动的距离；只写一个数则两者相同。</translation>
        </message>
        <message>
            <source>How far the window moves.</source>
            <translation>窗口每次移动的距离。</translation>
        </message>
        <message>
            <source>How far the window moves; automatic: by its own size.</source>
            <translation>窗口每次移动的距离；自动：等于窗口大小。</translation>
        </message>
        <message>
            <source>How fast the momentum rises to Beta 1.</source>
            <translation>动量升至 Beta 1 的快慢。</translation>
        </message>
        <message>
            <source>How many processor cores share a batch; empty chooses by its size. Another number gives the same weights to rounding.</source>
            <translation>多少个处理器核心共同处理一个批次；留空则按其大小自动选择。核心数不同时，权重仅有舍入误差之别。</translation>
        </message>
        <message>
            <source>How many times it looks, each time at an equal part of the features.</source>
            <translation>注意力的次数，每次看特征中相等的一部分。</translation>
        </message>
        <message>
            <source>How many tokens there are: the words and 3 more.</source>
            <translation>词元的数量：单词数再加 3。</translation>
        </message>
        <message>
            <source>How many tokens there are: whole numbers from 0 to one less.</source>
            <translation>词元的个数：从 0 到个数减一的整数。</translation>
        </message>
        <message>
            <source>How much each class counts in the loss. A batch's loss is divided by the sum of its weights, so they need batches of several samples.</source>
            <translation>每个类别在损失中的分量。一个批次的损失除以其权重之和，因此批次需要包含多个样本。</translation>
        </message>
        <message>
            <source>How much less; 0 is the cross-entropy.</source>
            <translation>减小的程度；0 即为交叉熵。</translation>
        </message>
        <message>
            <source>How often each value is repeated down and across; one number for both.</source>
            <translation>每个值向下和向右重复的次数；只写一个数则两者相同。</translation>
        </message>
        <message>
            <source>How the learning rate changes over the run.</source>
            <translation>学习率在训练过程中如何变化。</translation>
        </message>
        <message>
            <source>Huber</source>
            <translation>Huber 损失</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入层</translation>
        </message>
        <message>
            <source>Into how many equal groups the channels are divided.</source>
            <translation>通道平均分成多少组。</translation>
        </message>
        <message>
            <source>Inverse time</source>
            <translation>反时间</translation>
        </message>
        <message>
            <source>Iris</source>
            <translation>鸢尾花</translation>
        </message>
        <message>
            <source>It begins at the rate divided by this.</source>
            <translation>从学习率除以此数开始。</translation>
        </message>
        <message>
            <source>It ends at its start divided by this.</source>
            <translation>以起点除以此数结束。</translation>
        </message>
        <message>
            <source>Keep inputs</source>
            <translation>保留输入</translation>
        </message>
        <message>
            <source>Keeps the greatest value of each channel of the whole sequence or picture.</source>
            <translation>保留每个通道在整个序列或图像中的最大值。</translation>
        </message>
        <message>
            <source>Keeps the greatest value of every few steps, channel by channel.</source>
            <translation>逐通道保留每几步中的最大值。</translation>
        </message>
        <message>
            <source>Keeps the greatest value of every small window, channel by channel.</source>
            <translation>逐通道保留每个小窗口中的最大值。</translation>
        </message>
        <message>
            <source>Keeps this layer's kernel small.</source>
            <translation>使该层的权重保持较小。</translation>
        </message>
        <message>
            <source>Keeps weights small.</source>
            <translation>使权重保持较小。</translation>
        </message>
        <message>
            <source>Kernel size</source>
            <translation>卷积核大小</translation>
        </message>
        <message>
            <source>Kullback-Leibler</source>
            <translation>KL 散度</translation>
        </message>
        <message>
            <source>L-BFGS</source>
            <translation>L-BFGS</translation>
        </message>
        <message>
            <source>L1</source>
            <translation>L1 正则化</translation>
        </message>
        <message>
            <source>L2</source>
            <translation>L2 正则化</translation>
        </message>
        <message>
            <source>LSTM</source>
            <translation>LSTM</translation>
        </message>
        <message>
            <source>Label smoothing</source>
            <translation>标签平滑</translation>
        </message>
        <message>
            <source>Labelled rows</source>
            <translation>有标签的行</translation>
        </message>
        <message>
            <source>Last</source>
            <translation>最后一步</translation>
        </message>
        <message>
            <source>Layer norm</source>
            <translation>层归一化</translation>
        </message>
        <message>
            <source>Layers with a drawing of their own, used as one. Open it to draw what it holds.</source>
            <translation>自带画板的一组层，作为一个层使用。打开它即可绘制其中的内容。</translation>
        </message>
        <message>
            <source>Lays all values of a sample in one row.</source>
            <translation>将样本的所有值排成一行。</translation>
        </message>
        <message>
            <source>Lays its inputs side by side.</source>
            <translation>将各个输入并排拼接。</translation>
        </message>
        <message>
            <source>LeCun normal</source>
            <translation>LeCun 正态</translation>
        </message>
        <message>
            <source>LeCun uniform</source>
            <translation>LeCun 均匀</translation>
        </message>
        <message>
            <source>Leads to the value below which a chosen share of the targets lies.</source>
            <translation>学到一个值，使所选比例的目标低于它。</translation>
        </message>
        <message>
            <source>Leaky ReLU</source>
            <translation>Leaky ReLU</translation>
        </message>
        <message>
            <source>Learn a scale and a bias for each channel.</source>
            <translation>为每个通道学习一个缩放和一个偏置。</translation>
        </message>
        <message>
            <source>Learn a scale and a bias for each feature.</source>
            <translation>为每个特征学习一个缩放和一个偏置。</translation>
        </message>
        <message>
            <source>Learn a scale for each feature.</source>
            <translation>为每个特征学习一个缩放。</translation>
        </message>
        <message>
            <source>Learned</source>
            <translation>可学习</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Learning rate of pre-training; Gaussian units want about 0.001.</source>
            <translation>预训练的学习率；高斯单元宜取约 0.001。</translation>
        </message>
        <message>
            <source>Least change</source>
            <translation>最小变化</translation>
        </message>
        <message>
            <source>Leave out the steps at the end of a sample whose values are all zero.</source>
            <translation>忽略样本末尾全为零的步。</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Length of a word's or phrase's vector.</source>
            <translation>单词或短语的向量长度。</translation>
        </message>
        <message>
            <source>Length of each step downhill.</source>
            <translation>每一步下降的步长。</translation>
        </message>
        <message>
            <source>Length of each token's vector.</source>
            <translation>每个词元向量的长度。</translation>
        </message>
        <message>
            <source>Lengths of one sample: 2 for two features, 8 × 8 for a small picture.</source>
            <translation>单个样本的形状：两个特征为 2，小图片为 8 × 8。</translation>
        </message>
        <message>
            <source>Let the zeros of the padding take part in the mean, as in PyTorch.</source>
            <translation>求平均时把填充的零也算进去，与 PyTorch 相同。</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>界限</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>Linear regression y = 3 + 4x</source>
            <translation>线性回归 y = 3 + 4x</translation>
        </message>
        <message>
            <source>Lion</source>
            <translation>Lion</translation>
        </message>
        <message>
            <source>Log-cosh</source>
            <translation>对数双曲余弦</translation>
        </message>
        <message>
            <source>Log-softmax</source>
            <translation>对数 Softmax</translation>
        </message>
        <message>
            <source>Logistic regression: one sigmoid neuron draws a straight line between two clouds.</source>
            <translation>逻辑回归：一个 Sigmoid 神经元在两团点之间画出一条直线。</translation>
        </message>
        <message>
            <source>Longest weight vector of a unit of this layer.</source>
            <translation>该层每个单元的权重向量的最大长度。</translation>
        </message>
        <message>
            <source>Longest weight vector of a unit; empty is without bound.</source>
            <translation>每个单元的权重向量的最大长度；留空表示不限制。</translation>
        </message>
        <message>
            <source>Looks at the signs of the gradients alone; made for the full batch.</source>
            <translation>只看梯度的符号；适用于全批量。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失函数</translation>
        </message>
        <message>
            <source>Loss weight</source>
            <translation>损失权重</translation>
        </message>
        <message>
            <source>Lowest</source>
            <translation>最低</translation>
        </message>
        <message>
            <source>MAE</source>
            <translation>MAE</translation>
        </message>
        <message>
            <source>Makes a vector for each phrase of a tree out of those of its two parts.</source>
            <translation>由一棵树中每个短语的两个部分的向量得出该短语的向量。</translation>
        </message>
        <message>
            <source>Max-norm</source>
            <translation>最大范数</translation>
        </message>
        <message>
            <source>MaxPool1D</source>
            <translation>一维最大池化</translation>
        </message>
        <message>
            <source>MaxPool2D</source>
            <translation>二维最大池化</translation>
        </message>
        <message>
            <source>Maximum</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation>平均绝对误差</translation>
        </message>
        <message>
            <source>Mean of the absolute differences; less moved by outliers.</source>
            <translation>误差绝对值的平均；受离群值影响较小。</translation>
        </message>
        <message>
            <source>Mean of the squared differences; for numbers.</source>
            <translation>误差平方的平均；用于预测数值。</translation>
        </message>
        <message>
            <source>Mean squared error</source>
            <translation>均方误差</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>记忆</translation>
        </message>
        <message>
            <source>Memory of the mean of the gradients.</source>
            <translation>梯度均值的衰减率。</translation>
        </message>
        <message>
            <source>Memory of the momentum.</source>
            <translation>动量的记忆。</translation>
        </message>
        <message>
            <source>Memory of their squares.</source>
            <translation>梯度平方的衰减率。</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Milestones</source>
            <translation>里程碑</translation>
        </message>
        <message>
            <source>Mish</source>
            <translation>Mish</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>动量</translation>
        </message>
        <message>
            <source>Momentum decay</source>
            <translation>动量衰减</translation>
        </message>
        <message>
            <source>Momentum that looks ahead to where it is going.</source>
            <translation>在前瞻位置计算梯度的动量法。</translation>
        </message>
        <message>
            <source>More functions of x1, x2, …, apart by ;, such as sin(x1)*x2; x1^2+x2^2.</source>
            <translation>x1、x2 等的更多函数，用 ; 分隔，例如 sin(x1)*x2; x1^2+x2^2。</translation>
        </message>
        <message>
            <source>Moving average</source>
            <translation>移动平均</translation>
        </message>
        <message>
            <source>Multi-head attention</source>
            <translation>多头注意力</translation>
        </message>
        <message>
            <source>Multiplies inputs of the same shape, as a gate does.</source>
            <translation>将形状相同的输入相乘，如同门控。</translation>
        </message>
        <message>
            <source>Multiply</source>
            <translation>相乘</translation>
        </message>
        <message>
            <source>Multiply both parts with each other too, so that one can turn the other.</source>
            <translation>同时将两个部分相乘，使其中一个能够扭转另一个。</translation>
        </message>
        <message>
            <source>NAdam</source>
            <translation>NAdam</translation>
        </message>
        <message>
            <source>Names of the target columns it predicts, with commas between; empty takes the next ones in order.</source>
            <translation>它所预测的目标列的名称，以逗号分隔；留空则按顺序取后面的列。</translation>
        </message>
        <message>
            <source>Nesterov</source>
            <translation>Nesterov</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>正态分布</translation>
        </message>
        <message>
            <source>Normalisation</source>
            <translation>归一化</translation>
        </message>
        <message>
            <source>Number of channels that come out.</source>
            <translation>输出的通道数。</translation>
        </message>
        <message>
            <source>Number of hidden neurons.</source>
            <translation>隐藏神经元的数量。</translation>
        </message>
        <message>
            <source>Number of neurons.</source>
            <translation>神经元的数量。</translation>
        </message>
        <message>
            <source>Number of past steps to learn from.</source>
            <translation>参考的过去步数。</translation>
        </message>
        <message>
            <source>Number of values of the state.</source>
            <translation>状态中值的个数。</translation>
        </message>
        <message>
            <source>Often better than the last weights.</source>
            <translation>往往比最后的权重更好。</translation>
        </message>
        <message>
            <source>On</source>
            <translation>开启</translation>
        </message>
        <message>
            <source>On plateaus</source>
            <translation>平台期下降</translation>
        </message>
        <message>
            <source>One cycle</source>
            <translation>单周期</translation>
        </message>
        <message>
            <source>One hidden layer</source>
            <translation>单隐藏层</translation>
        </message>
        <message>
            <source>One number for all sides; above and below × left and right; or all four.</source>
            <translation>四边共用一个数；上下 × 左右；或上、下、左、右四个数。</translation>
        </message>
        <message>
            <source>One step against the gradient of each batch.</source>
            <translation>每个批次沿负梯度方向走一步。</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>顺序</translation>
        </message>
        <message>
            <source>Orthogonal</source>
            <translation>正交</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>PReLU</source>
            <translation>参数化 ReLU</translation>
        </message>
        <message>
            <source>Padding</source>
            <translation>填充</translation>
        </message>
        <message>
            <source>Parts of the channels that are filtered by themselves.</source>
            <translation>把通道分成若干组，各组单独卷积。</translation>
        </message>
        <message>
            <source>Pass the inputs themselves on, too.</source>
            <translation>同时传递原始输入。</translation>
        </message>
        <message>
            <source>Passes over the training rows before the network learns; 0 for none.</source>
            <translation>网络学习之前遍历训练数据的轮数；0 表示不预训练。</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>耐心</translation>
        </message>
        <message>
            <source>Perceptron on two clouds</source>
            <translation>感知机：两团点</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>周期</translation>
        </message>
        <message>
            <source>Permute</source>
            <translation>置换维度</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>Persistent chains</source>
            <translation>持续链</translation>
        </message>
        <message>
            <source>Phrases such as “not very good” are folded up word by word, which no bag of words gets right.</source>
            <translation>像“not very good”这样的短语被逐词折叠起来，这是词袋做不到的。</translation>
        </message>
        <message>
            <source>Playground circle</source>
            <translation>Playground 圆形</translation>
        </message>
        <message>
            <source>Poisson</source>
            <translation>泊松</translation>
        </message>
        <message>
            <source>Polynomial</source>
            <translation>多项式</translation>
        </message>
        <message>
            <source>Pool size</source>
            <translation>池化窗口大小</translation>
        </message>
        <message>
            <source>Pooling</source>
            <translation>池化</translation>
        </message>
        <message>
            <source>Position embedding</source>
            <translation>位置嵌入</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>幂次</translation>
        </message>
        <message>
            <source>Pre-train the RBMs</source>
            <translation>预训练受限玻尔兹曼机</translation>
        </message>
        <message>
            <source>Pre-training epochs</source>
            <translation>预训练轮次</translation>
        </message>
        <message>
            <source>Pre-training momentum</source>
            <translation>预训练动量</translation>
        </message>
        <message>
            <source>Pre-training rate</source>
            <translation>预训练学习率</translation>
        </message>
        <message>
            <source>Pre-training weight decay</source>
            <translation>预训练权重衰减</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>Pulls the kernel towards zero while it is pre-trained.</source>
            <translation>预训练时把权重拉向零。</translation>
        </message>
        <message>
            <source>Pulls this layer's kernel to exactly zero.</source>
            <translation>把该层的权重拉向恰好为零。</translation>
        </message>
        <message>
            <source>Pulls weights to exactly zero.</source>
            <translation>使权重趋向于零，得到稀疏权重。</translation>
        </message>
        <message>
            <source>Puts the dimensions of a sample in another order, such as steps and features.</source>
            <translation>改变样本各维度的顺序，例如交换步与特征。</translation>
        </message>
        <message>
            <source>Puts zeros around a sequence or a picture.</source>
            <translation>在序列或图像四周补零。</translation>
        </message>
        <message>
            <source>Quantile</source>
            <translation>分位数</translation>
        </message>
        <message>
            <source>RAdam</source>
            <translation>RAdam</translation>
        </message>
        <message>
            <source>RBM</source>
            <translation>受限玻尔兹曼机</translation>
        </message>
        <message>
            <source>RMS norm</source>
            <translation>均方根归一化</translation>
        </message>
        <message>
            <source>RMSE</source>
            <translation>RMSE</translation>
        </message>
        <message>
            <source>RMSprop</source>
            <translation>RMSprop</translation>
        </message>
        <message>
            <source>ROC AUC</source>
            <translation>ROC AUC</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>失活率</translation>
        </message>
        <message>
            <source>Rate factor</source>
            <translation>学习率系数</translation>
        </message>
        <message>
            <source>ReLU</source>
            <translation>ReLU</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>召回率</translation>
        </message>
        <message>
            <source>Recurrent</source>
            <translation>循环</translation>
        </message>
        <message>
            <source>Recursive tree</source>
            <translation>递归树</translation>
        </message>
        <message>
            <source>Regression: a prediction this close to its target counts as right.</source>
            <translation>回归：预测与目标之差在此范围内即算正确。</translation>
        </message>
        <message>
            <source>Repeat</source>
            <translation>重复次数</translation>
        </message>
        <message>
            <source>Reset after the product</source>
            <translation>先乘积后重置</translation>
        </message>
        <message>
            <source>Reset what follows from the state, as PyTorch; else the state itself.</source>
            <translation>重置由状态得到的乘积（与 PyTorch 相同）；否则重置状态本身。</translation>
        </message>
        <message>
            <source>Reshape</source>
            <translation>重塑层</translation>
        </message>
        <message>
            <source>Rest</source>
            <translation>冷却</translation>
        </message>
        <message>
            <source>Restore the best</source>
            <translation>恢复最佳</translation>
        </message>
        <message>
            <source>Rise</source>
            <translation>上升</translation>
        </message>
        <message>
            <source>Rises to the learning rate, then falls far below where it began.</source>
            <translation>先升至学习率，再降到远低于起点。</translation>
        </message>
        <message>
            <source>Rosenblatt’s perceptron moves its line for each wrong point until it parts two clouds.</source>
            <translation>Rosenblatt 感知机为每个分错的点移动分界线，直到把两团点分开。</translation>
        </message>
        <message>
            <source>Rprop</source>
            <translation>Rprop</translation>
        </message>
        <message>
            <source>Run stops after this many.</source>
            <translation>训练到此轮数后停止。</translation>
        </message>
        <message>
            <source>SELU</source>
            <translation>SELU</translation>
        </message>
        <message>
            <source>SWA</source>
            <translation>SWA</translation>
        </message>
        <message>
            <source>Same</source>
            <translation>等长</translation>
        </message>
        <message>
            <source>Samples per step; empty means all of them at once (full batch).</source>
            <translation>每步使用的样本数；留空则一次使用全部样本（全批量）。</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>Scale and shift</source>
            <translation>缩放和平移</translation>
        </message>
        <message>
            <source>Scale of the matrix.</source>
            <translation>矩阵的缩放系数。</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>学习率调度</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>得分</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Sentiment trees</source>
            <translation>情感树</translation>
        </message>
        <message>
            <source>SeparableConv2D</source>
            <translation>可分离卷积</translation>
        </message>
        <message>
            <source>Sequence</source>
            <translation>整个序列</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Share of each target that is spread evenly over all classes.</source>
            <translation>目标中平均分给所有类别的份额。</translation>
        </message>
        <message>
            <source>Share of negative values that passes before anything is learned.</source>
            <translation>学习之前负值通过的比例。</translation>
        </message>
        <message>
            <source>Share of the channels that are silenced.</source>
            <translation>失活通道的比例。</translation>
        </message>
        <message>
            <source>Share of the last step that is kept.</source>
            <translation>保留上一步的比例。</translation>
        </message>
        <message>
            <source>Share of the last update that is added to the next.</source>
            <translation>上一次更新中加入下一次更新的比例。</translation>
        </message>
        <message>
            <source>Share of the mean of squares that is kept.</source>
            <translation>平方均值中保留的比例。</translation>
        </message>
        <message>
            <source>Share of the means of squares that is kept.</source>
            <translation>各平方均值中保留的比例。</translation>
        </message>
        <message>
            <source>Share of the momentum in the step's direction.</source>
            <translation>动量在步进方向中所占的比例。</translation>
        </message>
        <message>
            <source>Share of the run in which it rises.</source>
            <translation>上升阶段占整个训练的比例。</translation>
        </message>
        <message>
            <source>Share of the values that are silenced.</source>
            <translation>被置零的值所占的比例。</translation>
        </message>
        <message>
            <source>Share, times the learning rate, that each step takes off the kernels.</source>
            <translation>每一步从权重中减去的比例（再乘以学习率）。</translation>
        </message>
        <message>
            <source>Shortens gradients that are too long.</source>
            <translation>缩短过长的梯度。</translation>
        </message>
        <message>
            <source>Shortens the gradient of each kernel and bias by itself.</source>
            <translation>分别缩短每个权重矩阵和偏置的梯度。</translation>
        </message>
        <message>
            <source>Shortens the whole gradient; its direction stays.</source>
            <translation>缩短整个梯度，方向不变。</translation>
        </message>
        <message>
            <source>Shrinkage</source>
            <translation>收缩</translation>
        </message>
        <message>
            <source>Shrinks this layer's kernel at each step.</source>
            <translation>每一步收缩该层的权重。</translation>
        </message>
        <message>
            <source>Sigmoid</source>
            <translation>Sigmoid</translation>
        </message>
        <message>
            <source>Sigmoid neurons that first learn, without labels, what their inputs are like.</source>
            <translation>先在没有标签的情况下学习输入分布的 Sigmoid 神经元。</translation>
        </message>
        <message>
            <source>Simple RNN</source>
            <translation>简单 RNN</translation>
        </message>
        <message>
            <source>Sin</source>
            <translation>Sin</translation>
        </message>
        <message>
            <source>Sines</source>
            <translation>正弦</translation>
        </message>
        <message>
            <source>Single neuron</source>
            <translation>单个神经元</translation>
        </message>
        <message>
            <source>Sinusoidal</source>
            <translation>正弦</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>倍数</translation>
        </message>
        <message>
            <source>Skip connection</source>
            <translation>跳跃连接</translation>
        </message>
        <message>
            <source>Skip padding</source>
            <translation>忽略填充</translation>
        </message>
        <message>
            <source>Slides learned filters along a sequence: each sees a few steps at a time.</source>
            <translation>让学习得到的卷积核沿序列滑动：每次只看几步。</translation>
        </message>
        <message>
            <source>Slides learned filters over a picture: each sees a small window at a time.</source>
            <translation>让学习得到的卷积核在图像上滑动：每次只看一个小窗口。</translation>
        </message>
        <message>
            <source>Small filters slide over handwritten digits, and pooling makes where they match matter less.</source>
            <translation>小卷积核在手写数字上滑动，池化使匹配的位置不那么重要。</translation>
        </message>
        <message>
            <source>Softmax</source>
            <translation>Softmax</translation>
        </message>
        <message>
            <source>Softplus</source>
            <translation>Softplus</translation>
        </message>
        <message>
            <source>Softsign</source>
            <translation>Softsign</translation>
        </message>
        <message>
            <source>Sorting transformer</source>
            <translation>排序 Transformer</translation>
        </message>
        <message>
            <source>Sparse categorical cross-entropy</source>
            <translation>稀疏分类交叉熵</translation>
        </message>
        <message>
            <source>Spatial dropout</source>
            <translation>空间随机失活</translation>
        </message>
        <message>
            <source>Spiral 8-8-8</source>
            <translation>螺旋 8-8-8</translation>
        </message>
        <message>
            <source>Spread of the first weights.</source>
            <translation>初始权重的离散程度。</translation>
        </message>
        <message>
            <source>Spread of the random numbers, in units of the values.</source>
            <translation>随机数的标准差，单位与数值相同。</translation>
        </message>
        <message>
            <source>Spreads each value over a window: a learned way to enlarge a picture.</source>
            <translation>把每个值展开到一个窗口上：以学习的方式放大图像。</translation>
        </message>
        <message>
            <source>Squared for small differences, absolute for large ones, smooth between.</source>
            <translation>小误差取平方，大误差取绝对值，中间平滑过渡。</translation>
        </message>
        <message>
            <source>Squared for small differences, absolute for large ones.</source>
            <translation>误差小时取平方，误差大时取绝对值。</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>Stateful</source>
            <translation>有状态</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>阶跃</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>阶梯</translation>
        </message>
        <message>
            <source>Steps that the window spans.</source>
            <translation>窗口跨越的步数。</translation>
        </message>
        <message>
            <source>Stride</source>
            <translation>步幅</translation>
        </message>
        <message>
            <source>Swish (SiLU)</source>
            <translation>Swish (SiLU)</translation>
        </message>
        <message>
            <source>Takes all samples at once and several looks per step; for small, smooth networks.</source>
            <translation>一次使用全部样本，每步计算多次；适用于小而平滑的网络。</translation>
        </message>
        <message>
            <source>Takes the largest of inputs of the same shape, value by value.</source>
            <translation>逐个取形状相同的输入中的最大值。</translation>
        </message>
        <message>
            <source>Takes the mean of each channel over the whole sequence or picture.</source>
            <translation>对每个通道取整个序列或图像的平均值。</translation>
        </message>
        <message>
            <source>Takes the mean of every few steps, channel by channel.</source>
            <translation>逐通道取每几步的平均值。</translation>
        </message>
        <message>
            <source>Takes the mean of every small window, channel by channel.</source>
            <translation>逐通道取每个小窗口的平均值。</translation>
        </message>
        <message>
            <source>Takes the mean of inputs of the same shape, value by value.</source>
            <translation>逐个取形状相同的输入的平均值。</translation>
        </message>
        <message>
            <source>Tanh</source>
            <translation>Tanh</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Target shape</source>
            <translation>目标形状</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Tells how much two inputs agree: their inner product, or the cosine between them.</source>
            <translation>衡量两个输入有多一致：它们的内积，或夹角的余弦。</translation>
        </message>
        <message>
            <source>Tensor</source>
            <translation>张量</translation>
        </message>
        <message>
            <source>TensorFlow Playground as it opens: 4 and 2 tanh neurons enclose a disc.</source>
            <translation>TensorFlow Playground 的默认示例：4 个和 2 个 Tanh 神经元围出一个圆盘。</translation>
        </message>
        <message>
            <source>Text, letter by letter</source>
            <translation>逐字母文本</translation>
        </message>
        <message>
            <source>That share; 0.5 is the median.</source>
            <translation>该比例；0.5 即中位数。</translation>
        </message>
        <message>
            <source>The cosine of each input.</source>
            <translation>每个输入的余弦。</translation>
        </message>
        <message>
            <source>The first that counts.</source>
            <translation>第一个计入的轮次。</translation>
        </message>
        <message>
            <source>The k of CD-k: how often the units are drawn anew for each update.</source>
            <translation>CD-k 中的 k：每次更新时重新采样单元的次数。</translation>
        </message>
        <message>
            <source>The layer keeps its weights as they are.</source>
            <translation>该层的权重保持不变。</translation>
        </message>
        <message>
            <source>The learning rate stays as it is set.</source>
            <translation>学习率保持设定值。</translation>
        </message>
        <message>
            <source>The loss, as score the accuracy or R², or another metric, of the test part if any; the loss where the data have no such metric.</source>
            <translation>损失；得分为准确率或 R²；或其他指标；有测试部分时取测试部分的值。数据没有该指标时取损失。</translation>
        </message>
        <message>
            <source>The network of the deep belief network with the same hundred digits and nothing before.</source>
            <translation>与深度信念网络相同的网络和相同的一百个数字，但没有预训练。</translation>
        </message>
        <message>
            <source>The new lengths; one of them may be -1 and is worked out.</source>
            <translation>各维的新长度；其中一个可为 -1，由程序推算。</translation>
        </message>
        <message>
            <source>The plain mean of the weights at the ends of epochs.</source>
            <translation>各轮次结束时权重的简单平均。</translation>
        </message>
        <message>
            <source>The progress of a disease predicted from ten measurements, with L2 against overfitting.</source>
            <translation>由十项测量预测病情进展，用 L2 防止过拟合。</translation>
        </message>
        <message>
            <source>The same deep sigmoid network with wider first weights: it learns the table of XOR.</source>
            <translation>同样的深层 Sigmoid 网络，初始权重更大：它能学会异或。</translation>
        </message>
        <message>
            <source>The same wave read by gated recurrent units, with fewer weights.</source>
            <translation>用门控循环单元读取同样的波形，权重更少。</translation>
        </message>
        <message>
            <source>The sine of each input.</source>
            <translation>每个输入的正弦。</translation>
        </message>
        <message>
            <source>The state after the last step, or that after each step.</source>
            <translation>最后一步之后的状态，或每一步之后的状态。</translation>
        </message>
        <message>
            <source>The values of one sample, as the data set gives them.</source>
            <translation>单个样本的值，由数据集给出。</translation>
        </message>
        <message>
            <source>This layer's learning rate, as a multiple of the network's. L-BFGS has one for all.</source>
            <translation>该层的学习率是整个网络的多少倍。L-BFGS 对所有层相同。</translation>
        </message>
        <message>
            <source>Three layers learn without labels first; then a hundred labelled digits are enough.</source>
            <translation>三个层先在没有标签的情况下学习；之后一百个有标签的数字就够了。</translation>
        </message>
        <message>
            <source>Three layers of eight tanh neurons and Adam untangle two spirals.</source>
            <translation>三层各八个 Tanh 神经元，配合 Adam 分开两条螺旋。</translation>
        </message>
        <message>
            <source>Three species of iris told apart by the sizes of their sepals and petals.</source>
            <translation>根据萼片和花瓣的大小区分三种鸢尾花。</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>Token 0 gives zeros, which recurrent layers can leave out.</source>
            <translation>词元 0 输出零向量，循环层可以忽略它。</translation>
        </message>
        <message>
            <source>Token 0 is padding</source>
            <translation>词元 0 为填充</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>容差</translation>
        </message>
        <message>
            <source>Training rows with a known target; the others are for pre-training alone.</source>
            <translation>目标已知的训练行数；其余的行只用于预训练。</translation>
        </message>
        <message>
            <source>Turns each whole number, such as a word's or a letter's, into a learned vector.</source>
            <translation>把每个整数（如词或字母的编号）变为一个可学习的向量。</translation>
        </message>
        <message>
            <source>Two blocks of attention put eight symbols in order.</source>
            <translation>两个注意力块把八个符号排好顺序。</translation>
        </message>
        <message>
            <source>Uniform</source>
            <translation>均匀分布</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>神经元数</translation>
        </message>
        <message>
            <source>UpSampling</source>
            <translation>上采样</translation>
        </message>
        <message>
            <source>Use the average</source>
            <translation>使用平均值</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>不填充</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Visible units</source>
            <translation>可见单元</translation>
        </message>
        <message>
            <source>Vocabulary</source>
            <translation>词表大小</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>Watch</source>
            <translation>监视</translation>
        </message>
        <message>
            <source>Wave, GRU</source>
            <translation>波形（GRU）</translation>
        </message>
        <message>
            <source>Wave, LSTM</source>
            <translation>波形（LSTM）</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weights start between -limit and limit.</source>
            <translation>初始权重在负界限与界限之间。</translation>
        </message>
        <message>
            <source>Weights that have moved much move less and less.</source>
            <translation>移动多的权重会移动得越来越少。</translation>
        </message>
        <message>
            <source>What is less is no improvement.</source>
            <translation>小于此值不算改善。</translation>
        </message>
        <message>
            <source>What is longer is cut to this.</source>
            <translation>超过的部分截到此值。</translation>
        </message>
        <message>
            <source>What its loss is multiplied by in the sum that is trained.</source>
            <translation>在所训练的总和中，其损失所乘的数。</translation>
        </message>
        <message>
            <source>What the rate is multiplied with.</source>
            <translation>学习率所乘的系数。</translation>
        </message>
        <message>
            <source>What this output is compared by.</source>
            <translation>该输出按什么来比较。</translation>
        </message>
        <message>
            <source>When it falls: 30 × 60.</source>
            <translation>何时下降：30 × 60。</translation>
        </message>
        <message>
            <source>Where each dimension comes from, counted from 0: 1 × 0 swaps two.</source>
            <translation>各维度取自原来的第几维，从 0 数起：1 × 0 交换两维。</translation>
        </message>
        <message>
            <source>Where it ends, as a share of the learning rate.</source>
            <translation>终点，占学习率的比例。</translation>
        </message>
        <message>
            <source>While learning, begin with the state in which the batch before ended; the data must keep its order. Predictions begin at zero.</source>
            <translation>学习时，以上一批次结束时的状态开始；数据必须保持顺序。预测从零状态开始。</translation>
        </message>
        <message>
            <source>While training, adds a random number to every value; afterwards passes all.</source>
            <translation>训练时给每个值加上一个随机数；之后原样通过。</translation>
        </message>
        <message>
            <source>While training, silences a random share of the values; afterwards passes all.</source>
            <translation>训练时随机将一部分值置零；之后全部通过。</translation>
        </message>
        <message>
            <source>While training, silences whole channels of a picture or a sequence at random.</source>
            <translation>训练时随机使图像或序列的整个通道失活。</translation>
        </message>
        <message>
            <source>XOR</source>
            <translation>XOR</translation>
        </message>
        <message>
            <source>XOR (too-small start)</source>
            <translation>XOR（初值过小）</translation>
        </message>
        <message>
            <source>ZeroPadding</source>
            <translation>零填充</translation>
        </message>
        <message>
            <source>Zeros</source>
            <translation>全零</translation>
        </message>
        <message>
            <source>Zeros around the input: none, as many as keep its size at stride 1, or yours.</source>
            <translation>输入四周的零：不加；加到步幅为 1 时大小不变；或自行指定。</translation>
        </message>
        <message>
            <source>cat=2, dog=0.5; a name with a comma or an equals sign in double quotes.</source>
            <translation>cat=2, dog=0.5；含逗号或等号的名称放在双引号内。</translation>
        </message>
    </context>
    <context>
        <name>Docks</name>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Decision boundary</source>
            <translation>决策边界</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>大纲</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>问题</translation>
        </message>
    </context>
    <context>
        <name>Drawing</name>
        <message>
            <source>Drag it here from the palette, double-click it there, or press A. New layers connect to the selected one.</source>
            <translation>从层面板拖到这里，在面板中双击，或按 A 键。新层会连接到选中的层。</translation>
        </message>
        <message>
            <source>Start with an Input layer</source>
            <translation>从输入层开始</translation>
        </message>
    </context>
    <context>
        <name>DrawingExporter</name>
        <message>
            <source>Drawings are exported as .svg, .pdf or .png. Choose one of these endings.</source>
            <translation>网络图可导出为 .svg、.pdf 或 .png。请选择其中一种扩展名。</translation>
        </message>
        <message>
            <source>Export the drawing</source>
            <translation>导出网络图</translation>
        </message>
        <message>
            <source>Exporting {name}…</source>
            <translation>正在导出 {name}…</translation>
        </message>
        <message>
            <source>PDF page (*.pdf)</source>
            <translation>PDF 页面 (*.pdf)</translation>
        </message>
        <message>
            <source>PNG picture (*.png)</source>
            <translation>PNG 图片 (*.png)</translation>
        </message>
        <message>
            <source>SVG drawing (*.svg)</source>
            <translation>SVG 矢量图 (*.svg)</translation>
        </message>
        <message>
            <source>There is nothing to export yet. Draw a layer first.</source>
            <translation>还没有可导出的内容。请先绘制一个层。</translation>
        </message>
    </context>
    <context>
        <name>Editor</name>
        <message>
            <source>Align {count} things</source>
            <translation>对齐 {count} 个对象</translation>
        </message>
        <message>
            <source>Distribute {count} things</source>
            <translation>均匀分布 {count} 个对象</translation>
        </message>
        <message>
            <source>Every layer stays where you put it. Tidy everything to move them too.</source>
            <translation>所有层都固定在您放置的位置。要移动它们，请使用“全部整理”。</translation>
        </message>
        <message>
            <source>Neurons are shown of layers with 1 to 16 outputs.</source>
            <translation>只有 1 到 16 个输出的层才能显示神经元。</translation>
        </message>
        <message>
            <source>Select three or more things to distribute them.</source>
            <translation>请选择三个或更多对象再均匀分布。</translation>
        </message>
        <message>
            <source>Select two or more layers, comments or frames to align them.</source>
            <translation>请选择两个或更多的层、注释或框再对齐。</translation>
        </message>
    </context>
    <context>
        <name>Exporter</name>
        <message>
            <source>Export weights</source>
            <translation>导出权重</translation>
        </message>
        <message>
            <source>Exporting {name}…</source>
            <translation>正在导出 {name}…</translation>
        </message>
        <message>
            <source>NumPy arrays (*.npz)</source>
            <translation>NumPy 数组 (*.npz)</translation>
        </message>
        <message>
            <source>ONNX model, preprocessing included (*.onnx)</source>
            <translation>ONNX 模型，含预处理 (*.onnx)</translation>
        </message>
        <message>
            <source>Safetensors (*.safetensors)</source>
            <translation>Safetensors (*.safetensors)</translation>
        </message>
    </context>
    <context>
        <name>Extras</name>
        <message>
            <source>Activations of a sample</source>
            <translation>样本的激活值</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>混淆矩阵</translation>
        </message>
        <message>
            <source>Feature maps</source>
            <translation>特征图</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>滤波器</translation>
        </message>
        <message>
            <source>Forecast</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Generated text</source>
            <translation>生成的文本</translation>
        </message>
        <message>
            <source>Gradient to weight</source>
            <translation>梯度与权重之比</translation>
        </message>
        <message>
            <source>ROC and precision</source>
            <translation>ROC 与精确率</translation>
        </message>
        <message>
            <source>Reconstructions</source>
            <translation>重建</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Weights and gradients</source>
            <translation>权重与梯度</translation>
        </message>
        <message>
            <source>Worst predictions</source>
            <translation>误差最大的预测</translation>
        </message>
    </context>
    <context>
        <name>FeaturesPanel</name>
        <message>
            <source>Feature maps</source>
            <translation>特征图</translation>
        </message>
        <message>
            <source>Feature maps are shown for networks that read pictures: these data are none.</source>
            <translation>特征图用于读取图片的网络：这些数据不是图片。</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Layer whose feature maps are shown</source>
            <translation>显示其特征图的层</translation>
        </message>
        <message>
            <source>No layer makes pictures of several channels, as Conv2D does.</source>
            <translation>没有像 Conv2D 那样输出多通道图片的层。</translation>
        </message>
        <message>
            <source>The picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>{count} channels</source>
            <translation>{count} 个通道</translation>
        </message>
        <message>
            <source>{shown} of {count} channels</source>
            <translation>{count} 个通道中的 {shown} 个</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Edits and trained weights since the last save would be lost.</source>
            <translation>上次保存之后的修改和训练得到的权重将会丢失。</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>打开项目</translation>
        </message>
        <message>
            <source>Opening {name}…</source>
            <translation>正在打开 {name}…</translation>
        </message>
        <message>
            <source>Rename project</source>
            <translation>重命名项目</translation>
        </message>
        <message>
            <source>Save project</source>
            <translation>保存项目</translation>
        </message>
        <message>
            <source>Save the changes to “{name}”?</source>
            <translation>是否保存对“{name}”的更改？</translation>
        </message>
        <message>
            <source>Saved {name}</source>
            <translation>已保存 {name}</translation>
        </message>
        <message>
            <source>Saving {name}…</source>
            <translation>正在保存 {name}…</translation>
        </message>
        <message>
            <source>dnngui projects (*{ending})</source>
            <translation>dnngui 项目 (*{ending})</translation>
        </message>
    </context>
    <context>
        <name>FilmDialog</name>
        <message>
            <source> px</source>
            <translation> 像素</translation>
        </message>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Decision boundary</source>
            <translation>决策边界</translation>
        </message>
        <message>
            <source>Drawing</source>
            <translation>图</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Pictures a second</source>
            <translation>每秒帧数</translation>
        </message>
        <message>
            <source>Save film</source>
            <translation>保存影片</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Whole window</source>
            <translation>整个窗口</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
    </context>
    <context>
        <name>Filming</name>
        <message>
            <source>Animated pictures (*.gif)</source>
            <translation>动画图片 (*.gif)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Filming the run…</source>
            <translation>正在拍摄训练过程…</translation>
        </message>
        <message>
            <source>MP4 films (*.mp4)</source>
            <translation>MP4 影片 (*.mp4)</translation>
        </message>
        <message>
            <source>Save film</source>
            <translation>保存影片</translation>
        </message>
        <message>
            <source>There is no run to film yet. Train first.</source>
            <translation>还没有可拍摄的训练过程。请先训练。</translation>
        </message>
        <message>
            <source>Writing {name}…</source>
            <translation>正在写入 {name}…</translation>
        </message>
        <message>
            <source>{name}: {pictures} pictures, {size} MB</source>
            <translation>{name}：{pictures} 帧，{size} MB</translation>
        </message>
    </context>
    <context>
        <name>FiltersPanel</name>
        <message>
            <source>Colours mean the same weight in all tiles</source>
            <translation>颜色在所有小图中表示相同的权重</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>滤波器</translation>
        </message>
        <message>
            <source>Filters are shown for networks that read pictures: these data are none.</source>
            <translation>滤波器只对读取图像的网络显示：这些数据不是图像。</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Layer whose weights are shown</source>
            <translation>显示其权重的层</translation>
        </message>
        <message>
            <source>No Dense, RBM or Conv2D layer reads the picture itself.</source>
            <translation>没有全连接层、受限玻尔兹曼机或二维卷积层直接读取图像。</translation>
        </message>
        <message>
            <source>One scale</source>
            <translation>统一刻度</translation>
        </message>
        <message>
            <source>{count} units</source>
            <translation>{count} 个单元</translation>
        </message>
        <message>
            <source>{shown} of {count} units</source>
            <translation>{count} 个单元中的 {shown} 个</translation>
        </message>
    </context>
    <context>
        <name>Finder</name>
        <message>
            <source>Add {layer}</source>
            <translation>添加 {layer}</translation>
        </message>
        <message>
            <source>Choose a layer that fits here</source>
            <translation>选择适合此处的层</translation>
        </message>
        <message>
            <source>Drawing</source>
            <translation>图</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>查找</translation>
        </message>
        <message>
            <source>Find a command, a layer or a panel</source>
            <translation>查找命令、层或面板</translation>
        </message>
        <message>
            <source>Find a layer, comment or frame in the drawing</source>
            <translation>在图中查找层、注释或框</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>查找结果</translation>
        </message>
        <message>
            <source>Go to the panel</source>
            <translation>转到面板</translation>
        </message>
        <message>
            <source>Nothing is called that.</source>
            <translation>没有叫这个名字的东西。</translation>
        </message>
        <message>
            <source>needs another input</source>
            <translation>还需要一个输入</translation>
        </message>
    </context>
    <context>
        <name>ForecastPanel</name>
        <message>
            <source>A forecast is shown for the sine wave: other data are no series.</source>
            <translation>预报仅用于正弦波：其他数据不是序列。</translation>
        </message>
        <message>
            <source>A forecast needs a network that gives the next value of the series.</source>
            <translation>预报需要一个给出序列下一个值的网络。</translation>
        </message>
        <message>
            <source>Forecast</source>
            <translation>预报</translation>
        </message>
        <message>
            <source>Free-running</source>
            <translation>自由运行</translation>
        </message>
        <message>
            <source>One step ahead</source>
            <translation>单步预报</translation>
        </message>
        <message>
            <source>Root of the mean squared error over what was foretold</source>
            <translation>预报部分的均方根误差</translation>
        </message>
        <message>
            <source>Root of the mean squared error: {errors}</source>
            <translation>均方根误差：{errors}</translation>
        </message>
        <message>
            <source>Step {number}</source>
            <translation>第 {number} 步</translation>
        </message>
        <message>
            <source>Truth</source>
            <translation>真实值</translation>
        </message>
        <message>
            <source>step</source>
            <translation>步</translation>
        </message>
    </context>
    <context>
        <name>Form</name>
        <message>
            <source>A formula can give it, such as =2*units(dense_1).</source>
            <translation>也可由公式给出，例如 =2*units(dense_1)。</translation>
        </message>
        <message>
            <source>automatic</source>
            <translation>自动</translation>
        </message>
    </context>
    <context>
        <name>FormulaRow</name>
        <message>
            <source>Value: {value}</source>
            <translation>数值：{value}</translation>
        </message>
        <message>
            <source>several</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>GeneratedForm</name>
        <message>
            <source>Draw other points</source>
            <translation>换一批点</translation>
        </message>
        <message>
            <source>How far the points stray.</source>
            <translation>数据点的离散程度。</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>点数</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Set noise</source>
            <translation>设置噪声</translation>
        </message>
        <message>
            <source>Set number of points</source>
            <translation>设置点数</translation>
        </message>
        <message>
            <source>Set seed of points</source>
            <translation>设置数据点的种子</translation>
        </message>
        <message>
            <source>The same seed draws the same points.</source>
            <translation>相同的种子生成相同的点。</translation>
        </message>
        <message>
            <source>Their number.</source>
            <translation>数据点的数量。</translation>
        </message>
    </context>
    <context>
        <name>GradientsPanel</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation>轮次 {epoch}</translation>
        </message>
        <message>
            <source>Gradient to weight</source>
            <translation>梯度与权重之比</translation>
        </message>
        <message>
            <source>Norm of the gradient divided by the norm of the weights</source>
            <translation>梯度范数除以权重范数</translation>
        </message>
        <message>
            <source>Press Run to see the gradients.</source>
            <translation>按“运行”查看梯度。</translation>
        </message>
        <message>
            <source>{shown} of {all} layers</source>
            <translation>{all} 层中的 {shown} 层</translation>
        </message>
    </context>
    <context>
        <name>InsideDialog</name>
        <message>
            <source>&amp;Back</source>
            <translation>上一页(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Make this step</source>
            <translation>执行这一步(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Next</source>
            <translation>下一页(&amp;N)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Inside one step</source>
            <translation>一步训练的内部</translation>
        </message>
        <message>
            <source>Neuron</source>
            <translation>神经元</translation>
        </message>
        <message>
            <source>Page {page} of {count}</source>
            <translation>第 {page} 页，共 {count} 页</translation>
        </message>
        <message>
            <source>Pages of the step</source>
            <translation>该步的页面</translation>
        </message>
        <message>
            <source>Sample</source>
            <translation>样本</translation>
        </message>
        <message>
            <source>Step {number}</source>
            <translation>第 {number} 步</translation>
        </message>
        <message>
            <source>The run makes exactly this step; then the next one is shown</source>
            <translation>训练将恰好执行这一步，然后显示下一步</translation>
        </message>
        <message>
            <source>of {count}</source>
            <translation>/ {count}</translation>
        </message>
    </context>
    <context>
        <name>InsideLook</name>
        <message>
            <source>The data is being read.</source>
            <translation>正在读取数据。</translation>
        </message>
        <message>
            <source>The run has failed. Go back or reset it to look inside a step.</source>
            <translation>训练已失败。请退回或重置，再查看一步训练的内部。</translation>
        </message>
        <message>
            <source>There is nothing to train yet.</source>
            <translation>目前没有可训练的内容。</translation>
        </message>
    </context>
    <context>
        <name>InsidePages</name>
        <message>
            <source>Backward: {kind} turns the gradient of its output into those of its weights and input.</source>
            <translation>反向传播：{kind} 由输出的梯度求出权重和输入的梯度。</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Forward: {kind} turns its input into its output.</source>
            <translation>前向传播：{kind} 把输入变换为输出。</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Gradient in front of the activation</source>
            <translation>激活函数之前的梯度</translation>
        </message>
        <message>
            <source>Gradient of the output</source>
            <translation>输出的梯度</translation>
        </message>
        <message>
            <source>Gradient that is handed on</source>
            <translation>向前一层传递的梯度</translation>
        </message>
        <message>
            <source>In front of the activation</source>
            <translation>激活函数之前</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Loss of {name}</source>
            <translation>{name} 的损失</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Prediction</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Step {number} in epoch {epoch} reads {count} samples. The first one is row {row}.</source>
            <translation>第 {epoch} 轮次的第 {number} 步读取 {count} 个样本，第一个是第 {row} 行。</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Targets of {name}</source>
            <translation>{name} 的目标</translation>
        </message>
        <message>
            <source>{loss} compares {name} with the targets: {value}.</source>
            <translation>{loss}将 {name} 与目标比较：{value}。</translation>
        </message>
        <message>
            <source>{name}: after</source>
            <translation>{name}：更新后</translation>
        </message>
        <message>
            <source>{name}: before</source>
            <translation>{name}：更新前</translation>
        </message>
        <message>
            <source>{name}: change</source>
            <translation>{name}：变化量</translation>
        </message>
        <message>
            <source>{name}: gradient</source>
            <translation>{name}：梯度</translation>
        </message>
        <message>
            <source>{name}: memory</source>
            <translation>{name}：累积量</translation>
        </message>
        <message>
            <source>{optimizer} changes the weights, with a learning rate of {rate}.</source>
            <translation>{optimizer}更新权重，学习率为 {rate}。</translation>
        </message>
    </context>
    <context>
        <name>InspectorPanel</name>
        <message>
            <source>Inspector</source>
            <translation>属性</translation>
        </message>
    </context>
    <context>
        <name>JobBar</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>LayerEdits</name>
        <message>
            <source>Set {field} of {count} layers</source>
            <translation>设置 {count} 个层的{field}</translation>
        </message>
        <message>
            <source>Set {field} of {layer}</source>
            <translation>设置 {layer} 的{field}</translation>
        </message>
    </context>
    <context>
        <name>LayerSection</name>
        <message>
            <source>As the training</source>
            <translation>与训练相同</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数量</translation>
        </message>
        <message>
            <source>Training of this layer</source>
            <translation>该层的训练</translation>
        </message>
        <message>
            <source>What this output learns</source>
            <translation>该输出学习什么</translation>
        </message>
        <message>
            <source>as all</source>
            <translation>同全局</translation>
        </message>
    </context>
    <context>
        <name>LengthsEdit</name>
        <message>
            <source>several</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>LookBack</name>
        <message>
            <source>Go on from an earlier moment</source>
            <translation>从更早的时刻继续</translation>
        </message>
    </context>
    <context>
        <name>LooksPanel</name>
        <message>
            <source>An RBM learns by contrastive divergence, without gradients of a loss.</source>
            <translation>受限玻尔兹曼机通过对比散度学习，没有损失的梯度。</translation>
        </message>
        <message>
            <source>This network has no weights.</source>
            <translation>该网络没有权重。</translation>
        </message>
        <message>
            <source>epoch</source>
            <translation>轮次</translation>
        </message>
    </context>
    <context>
        <name>LossPanel</name>
        <message>
            <source>Batches</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Press Run to see the loss.</source>
            <translation>运行后显示损失。</translation>
        </message>
        <message>
            <source>Reconstruction error</source>
            <translation>重构误差</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Transport</source>
            <translation>训练控制</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
    </context>
    <context>
        <name>MatrixView</name>
        <message>
            <source>Confusion matrix</source>
            <translation>混淆矩阵</translation>
        </message>
        <message>
            <source>Predicted</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Predicted: {prediction}</source>
            <translation>预测：{prediction}</translation>
        </message>
        <message>
            <source>True</source>
            <translation>真实</translation>
        </message>
        <message>
            <source>True: {truth}</source>
            <translation>真实：{truth}</translation>
        </message>
        <message>
            <source>{count} ({share} of the row)</source>
            <translation>{count}（占该行 {share}）</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>&amp;Arrange</source>
            <translation>排列(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Train</source>
            <translation>训练(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>&amp;Appearance</source>
            <translation>外观(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>语言(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Mini-map</source>
            <translation>缩略图(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Panels</source>
            <translation>面板(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Reset layout</source>
            <translation>重置布局(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Timeline memory</source>
            <translation>时间线内存(&amp;T)</translation>
        </message>
        <message>
            <source>About dnngui</source>
            <translation>关于 dnngui</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>始终</translation>
        </message>
        <message>
            <source>Arrow keys</source>
            <translation>方向键</translation>
        </message>
        <message>
            <source>Cancel a gesture, leave the group, or go to the drawing</source>
            <translation>取消操作、离开组或转到网络图</translation>
        </message>
        <message>
            <source>Choose the next or previous connection</source>
            <translation>选择下一条或上一条连接</translation>
        </message>
        <message>
            <source>Connect from the chosen layer</source>
            <translation>从选中的层引出连接</translation>
        </message>
        <message>
            <source>Ctrl+Arrow keys</source>
            <translation>Ctrl+方向键</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Draw a neural network, train it, watch it learn, take the weights away.</source>
            <translation>画出神经网络，训练它，看它学习，带走权重。</translation>
        </message>
        <message>
            <source>Drawing</source>
            <translation>画板</translation>
        </message>
        <message>
            <source>Edit the chosen layer, or open the group</source>
            <translation>编辑所选层，或打开组</translation>
        </message>
        <message>
            <source>Go to another of its weights</source>
            <translation>转到它的另一个权重</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Move what is selected</source>
            <translation>移动选中的层</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>从不</translation>
        </message>
        <message>
            <source>New from e&amp;xample</source>
            <translation>从示例新建(&amp;X)</translation>
        </message>
        <message>
            <source>Next or previous layer</source>
            <translation>下一层或上一层</translation>
        </message>
        <message>
            <source>No files yet</source>
            <translation>暂无文件</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>最近打开(&amp;R)</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Rename a layer in the outline</source>
            <translation>在大纲中重命名层</translation>
        </message>
        <message>
            <source>System</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>The language changes when the program starts again.</source>
            <translation>语言将在重新启动程序后更改。</translation>
        </message>
        <message>
            <source>Type a weight of the chosen layer's neurons</source>
            <translation>输入所选层神经元的一个权重</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>When the drawing is large</source>
            <translation>网络图较大时</translation>
        </message>
        <message>
            <source>Write into the chosen comment or frame</source>
            <translation>在所选注释或框中书写</translation>
        </message>
        <message>
            <source>{count} GB</source>
            <translation>{count} 吉字节</translation>
        </message>
        <message>
            <source>{count} MB</source>
            <translation>{count} 兆字节</translation>
        </message>
    </context>
    <context>
        <name>Message</name>
        <message>
            <source>A batch takes {batch} of {rows} rows, so the whole run makes {planned} steps; the loss has fallen by only {fall} in {steps} of them.</source>
            <translation>每批取 {rows} 行中的 {batch} 行，因此整个训练只有 {planned} 步；其中 {steps} 步之后损失仅下降了 {fall}。</translation>
        </message>
        <message>
            <source>A binary task must have two classes.</source>
            <translation>二分类任务必须有两个类别。</translation>
        </message>
        <message>
            <source>A comment's number is not below the next free one.</source>
            <translation>批注的编号不小于下一个可用编号。</translation>
        </message>
        <message>
            <source>A connection leads to a layer that does not exist.</source>
            <translation>有一条连接指向不存在的层。</translation>
        </message>
        <message>
            <source>A feature is not a finite number.</source>
            <translation>有一个特征不是有限的数。</translation>
        </message>
        <message>
            <source>A film is a GIF or an MP4. Choose a name that ends with .gif or .mp4.</source>
            <translation>影片的格式是 GIF 或 MP4。请选择以 .gif 或 .mp4 结尾的文件名。</translation>
        </message>
        <message>
            <source>A formula has at most {most} characters. Shorten it.</source>
            <translation>公式最多 {most} 个字符。请缩短它。</translation>
        </message>
        <message>
            <source>A group begins at one layer, and the chosen ones begin at {first} and {second}.</source>
            <translation>组只能从一个层开始，而所选的层从 {first} 和 {second} 开始。</translation>
        </message>
        <message>
            <source>A group ends in one layer, and the chosen ones end in {first} and {second}.</source>
            <translation>组只能以一个层结束，而所选的层以 {first} 和 {second} 结束。</translation>
        </message>
        <message>
            <source>A group reads one layer, and the chosen ones read {first} and {second}.</source>
            <translation>组只能读取一个层，而所选的层读取 {first} 和 {second}。</translation>
        </message>
        <message>
            <source>A label is not the index of one of the classes.</source>
            <translation>有一个标签不是任何类别的序号。</translation>
        </message>
        <message>
            <source>A layer's number is not below the next free one.</source>
            <translation>有一个层的编号不小于下一个可用编号。</translation>
        </message>
        <message>
            <source>A name has 1 to 100 characters, no spaces and no slash.</source>
            <translation>名称应为 1 到 100 个字符，不含空格和斜杠。</translation>
        </message>
        <message>
            <source>A part of the formula has no value, such as 1/0 or log(0). Mend it.</source>
            <translation>公式中有一部分没有值，例如 1/0 或 log(0)。请修改公式。</translation>
        </message>
        <message>
            <source>A point has a class that is not there.</source>
            <translation>有一个点的类别不存在。</translation>
        </message>
        <message>
            <source>A recurrent layer needs steps and the features of each. Insert a Reshape before it.</source>
            <translation>循环层需要若干步以及每步的特征。请在它前面插入重塑层。</translation>
        </message>
        <message>
            <source>A recursive layer reads a tree as one row of tokens. Insert a Flatten before it.</source>
            <translation>递归层把一棵树读作一行词元。请在其前插入展平层。</translation>
        </message>
        <message>
            <source>A state can be carried on from the first step to the last alone. Choose the direction forward, or switch Stateful off.</source>
            <translation>状态只能从第一步传到最后一步。请选择正向，或关闭“有状态”。</translation>
        </message>
        <message>
            <source>A target is not a finite number.</source>
            <translation>有一个目标值不是有限的数。</translation>
        </message>
        <message>
            <source>A weight is not a number of at least 0.</source>
            <translation>有权重不是大于等于 0 的数。</translation>
        </message>
        <message>
            <source>Add L2 of {strength}</source>
            <translation>添加 {strength} 的 L2 正则化</translation>
        </message>
        <message>
            <source>Add a Dense layer</source>
            <translation>添加全连接层</translation>
        </message>
        <message>
            <source>Add a Dense layer of {units}</source>
            <translation>添加 {units} 个神经元的全连接层</translation>
        </message>
        <message>
            <source>Add a Dropout before the last layer</source>
            <translation>在最后一层之前添加 Dropout</translation>
        </message>
        <message>
            <source>Add a Flatten</source>
            <translation>添加展平层</translation>
        </message>
        <message>
            <source>Add a hidden layer of {units} units</source>
            <translation>添加一个 {units} 个单元的隐藏层</translation>
        </message>
        <message>
            <source>Add an Input</source>
            <translation>添加输入层</translation>
        </message>
        <message>
            <source>Add an output for {column}</source>
            <translation>为 {column} 添加输出</translation>
        </message>
        <message>
            <source>All epochs are done. The weights are those of epoch {epoch}, the best.</source>
            <translation>所有轮次已完成。当前为第 {epoch} 轮的权重，即最佳权重。</translation>
        </message>
        <message>
            <source>All layers with weights are frozen, so no step changes anything.</source>
            <translation>所有带权重的层都被冻结，因此训练步不会改变任何东西。</translation>
        </message>
        <message>
            <source>All nodes have the label {label}. There must be two at least.</source>
            <translation>所有节点的标签都是 {label}。至少要有两种标签。</translation>
        </message>
        <message>
            <source>All weights are 0, so no row counts. Give some rows a weight.</source>
            <translation>所有权重都为 0，没有任何行起作用。请给一些行赋予权重。</translation>
        </message>
        <message>
            <source>All {units} units of {layer} have the same weights and get the same gradient, so they stay copies of one unit. Draw the first weights at random.</source>
            <translation>{layer} 的全部 {units} 个单元权重相同、梯度也相同，因此始终是同一个单元的副本。请随机初始化权重。</translation>
        </message>
        <message>
            <source>An MP4 needs PyAV. Install it with “pip install -U av”, or choose a name that ends with .gif.</source>
            <translation>MP4 需要 PyAV。请用“pip install -U av”安装，或选择以 .gif 结尾的文件名。</translation>
        </message>
        <message>
            <source>An RBM ends the network. Its rate is set at the RBM itself.</source>
            <translation>网络以受限玻尔兹曼机结尾。它的学习率在该层自身设置。</translation>
        </message>
        <message>
            <source>Another layer is called {name}. Choose another name.</source>
            <translation>已有名为 {name} 的层。请换一个名称。</translation>
        </message>
        <message>
            <source>Axis {axis} does not exist: the inputs have {rank} dimensions. Use -1.</source>
            <translation>轴 {axis} 不存在：输入只有 {rank} 维。请使用 -1。</translation>
        </message>
        <message>
            <source>Begin again and stop at the best weights</source>
            <translation>重新开始并在最佳权重处停止</translation>
        </message>
        <message>
            <source>Begin again with ReLU in the hidden layers</source>
            <translation>隐藏层改用 ReLU 并重新开始</translation>
        </message>
        <message>
            <source>Begin again with larger first weights</source>
            <translation>用更大的初始权重重新开始</translation>
        </message>
        <message>
            <source>Begin again with other first weights</source>
            <translation>用另一组初始权重重新开始</translation>
        </message>
        <message>
            <source>Begin again with the usual first weights</source>
            <translation>用常用的初始权重重新开始</translation>
        </message>
        <message>
            <source>Changes what the network computes; {kept} of its {total} weights stay.</source>
            <translation>网络的计算结果会改变；{total} 个权重中保留 {kept} 个。</translation>
        </message>
        <message>
            <source>Class numbers begin at 0.</source>
            <translation>类别编号从 0 开始。</translation>
        </message>
        <message>
            <source>Class weights are for classes and the data has numbers to predict. Set class weights to none.</source>
            <translation>类别权重用于类别，而数据要预测的是数值。请将类别权重设为“无”。</translation>
        </message>
        <message>
            <source>Class “{label}”: {train} for training, {test} for testing</source>
            <translation>类别“{label}”：训练 {train} 个，测试 {test} 个</translation>
        </message>
        <message>
            <source>Clip the gradients</source>
            <translation>裁剪梯度</translation>
        </message>
        <message>
            <source>Concatenate needs inputs that differ only along its axis and gets {shapes}. Make their other lengths equal.</source>
            <translation>拼接层的各输入只能在拼接轴上长度不同，但得到 {shapes}。请让其余各维的长度相等。</translation>
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation>连接 {source} 到 {target}</translation>
        </message>
        <message>
            <source>Do not scale the features</source>
            <translation>不缩放特征</translation>
        </message>
        <message>
            <source>Do not scale the targets</source>
            <translation>不缩放目标值</translation>
        </message>
        <message>
            <source>Dot needs two inputs of one shape and gets {first} and {second}. Make the layers before it equally wide.</source>
            <translation>点积需要两个形状相同的输入，得到的是 {first} 和 {second}。请让前面的层宽度相同。</translation>
        </message>
        <message>
            <source>Enter a number between {least} and {most}.</source>
            <translation>请输入 {least} 与 {most} 之间的数（不含两端）。</translation>
        </message>
        <message>
            <source>Enter a number from {least} to {most}.</source>
            <translation>请输入 {least} 到 {most} 的数。</translation>
        </message>
        <message>
            <source>Enter a number greater than {least} and at most {most}.</source>
            <translation>请输入大于 {least} 且不大于 {most} 的数。</translation>
        </message>
        <message>
            <source>Enter a number greater than {least}.</source>
            <translation>请输入大于 {least} 的数。</translation>
        </message>
        <message>
            <source>Enter a number less than {most}.</source>
            <translation>请输入小于 {most} 的数。</translation>
        </message>
        <message>
            <source>Enter a number of at least {least} and less than {most}.</source>
            <translation>请输入不小于 {least} 且小于 {most} 的数。</translation>
        </message>
        <message>
            <source>Enter a number of at least {least}.</source>
            <translation>请输入不小于 {least} 的数。</translation>
        </message>
        <message>
            <source>Enter a number of at most {most}.</source>
            <translation>请输入不大于 {most} 的数。</translation>
        </message>
        <message>
            <source>Enter a number.</source>
            <translation>请输入一个数。</translation>
        </message>
        <message>
            <source>Enter a whole number from {least} to {most}.</source>
            <translation>请输入 {least} 到 {most} 的整数。</translation>
        </message>
        <message>
            <source>Enter a whole number of at least {least}.</source>
            <translation>请输入不小于 {least} 的整数。</translation>
        </message>
        <message>
            <source>Enter a whole number of at most {most}.</source>
            <translation>请输入不大于 {most} 的整数。</translation>
        </message>
        <message>
            <source>Enter a whole number.</source>
            <translation>请输入整数。</translation>
        </message>
        <message>
            <source>Enter up to {count} whole numbers of at least {least}, such as 8 × 8.</source>
            <translation>请输入最多 {count} 个不小于 {least} 的整数，例如 8 × 8。</translation>
        </message>
        <message>
            <source>Enter whole numbers of at least {least}, such as 8 × 8.</source>
            <translation>请输入不小于 {least} 的整数，例如 8 × 8。</translation>
        </message>
        <message>
            <source>Every row misses a value. Fill missing values, or ignore the column “{column}”, which misses most.</source>
            <translation>每一行都有缺失值。请填补缺失值，或忽略缺失最多的列“{column}”。</translation>
        </message>
        <message>
            <source>FFmpeg could not make the film ({reason}). Save it as a GIF.</source>
            <translation>FFmpeg 无法生成影片（{reason}）。请将其保存为 GIF。</translation>
        </message>
        <message>
            <source>Features gives nothing on. Keep the inputs, or choose a function of them.</source>
            <translation>特征层没有任何输出。请保留输入，或选择一种函数。</translation>
        </message>
        <message>
            <source>Features needs one dimension per sample. Insert a Flatten before it.</source>
            <translation>特征层要求每个样本只有一维。请在它前面插入展平层。</translation>
        </message>
        <message>
            <source>Features would give more than {most} values. Choose a lower degree.</source>
            <translation>特征层的输出会超过 {most} 个值。请选择更低的次数。</translation>
        </message>
        <message>
            <source>Features: {features}, inputs: {inputs}</source>
            <translation>特征：{features}，输入：{inputs}</translation>
        </message>
        <message>
            <source>Give the hidden layers more units</source>
            <translation>给隐藏层更多单元</translation>
        </message>
        <message>
            <source>Gradients vanish on the way back: they are about {near} at {last} and {far} at {first}, which hardly learns.</source>
            <translation>梯度在反向传播中消失：在 {last} 处约为 {near}，到 {first} 处只有 {far}，该层几乎不学习。</translation>
        </message>
        <message>
            <source>Group norm compares the values of a group and each group has a single one. Use fewer groups.</source>
            <translation>组归一化比较一组中的值，而每组只有一个值。请减少组数。</translation>
        </message>
        <message>
            <source>Groups lie more than {most} deep within each other. Ungroup one of them.</source>
            <translation>组的嵌套超过 {most} 层。请取消其中一个组。</translation>
        </message>
        <message>
            <source>Insert a {layer}</source>
            <translation>插入{layer}</translation>
        </message>
        <message>
            <source>Insert {layer} before {name}</source>
            <translation>在 {name} 前插入{layer}</translation>
        </message>
        <message>
            <source>It ends in several layers, such as {first} and {second}. Join or delete all but one.</source>
            <translation>它以多个层结束，例如 {first} 和 {second}。请合并它们，或只保留一个。</translation>
        </message>
        <message>
            <source>It has several Inputs and a group reads one. Delete all but one.</source>
            <translation>它有多个输入层，而组只读取一个。请只保留一个。</translation>
        </message>
        <message>
            <source>It reads nothing. Add an Input to its drawing.</source>
            <translation>它没有输入。请在它的画板中添加一个输入层。</translation>
        </message>
        <message>
            <source>Join them with Concatenate</source>
            <translation>用拼接层合并</translation>
        </message>
        <message>
            <source>Keep the rows in their order</source>
            <translation>保持行的顺序</translation>
        </message>
        <message>
            <source>Keep {value}, without the formula</source>
            <translation>去掉公式，保留 {value}</translation>
        </message>
        <message>
            <source>Keeps what the network computes.</source>
            <translation>网络的计算结果保持不变。</translation>
        </message>
        <message>
            <source>Leave it automatic, without the formula</source>
            <translation>去掉公式，保持自动</translation>
        </message>
        <message>
            <source>Let all classes count alike</source>
            <translation>让所有类别同等重要</translation>
        </message>
        <message>
            <source>Let all layers learn</source>
            <translation>让所有层都学习</translation>
        </message>
        <message>
            <source>Line {line} of “{file}” is not UTF-8. Save the file with that encoding.</source>
            <translation>“{file}”的第 {line} 行不是 UTF-8。请用该编码保存文件。</translation>
        </message>
        <message>
            <source>Line {line}, column {column}: {reason}</source>
            <translation>第 {line} 行第 {column} 列：{reason}</translation>
        </message>
        <message>
            <source>Lower the learning rate on plateaus</source>
            <translation>停滞时降低学习率</translation>
        </message>
        <message>
            <source>Mend {name}</source>
            <translation>修复 {name}</translation>
        </message>
        <message>
            <source>Missing values that were filled: {count}</source>
            <translation>已填补的缺失值：{count}</translation>
        </message>
        <message>
            <source>No column is a feature. Mark the columns that the network reads.</source>
            <translation>没有特征列。请标出供网络读取的列。</translation>
        </message>
        <message>
            <source>No column is the target. Mark the column that is to be predicted.</source>
            <translation>没有目标列。请标出要预测的列。</translation>
        </message>
        <message>
            <source>No layer fits behind {name}.</source>
            <translation>{name} 之后没有合适的层。</translation>
        </message>
        <message>
            <source>No layer of the network has weights, so it cannot learn. Add a Dense layer.</source>
            <translation>网络中没有带权重的层，无法学习。请添加全连接层。</translation>
        </message>
        <message>
            <source>Nothing follows the input. Connect a Dense layer to it.</source>
            <translation>输入层之后没有任何层。请连接一个全连接层。</translation>
        </message>
        <message>
            <source>Numbers that differ from their formulas are kept without them.</source>
            <translation>与公式不一致的数值已保留，其公式已去除。</translation>
        </message>
        <message>
            <source>ONNX holds less than 2 GB of weights in a file and the network has more. Export .npz or .safetensors instead.</source>
            <translation>ONNX 文件中的权重不能超过 2 GB，而网络的权重更多。请改为导出 .npz 或 .safetensors。</translation>
        </message>
        <message>
            <source>Of the class “{label}” there are {count} samples in {total}, and the network finds {recall} of them: it pays to leave them out.</source>
            <translation>类别“{label}”在 {total} 个样本中只有 {count} 个，网络只找出其中的 {recall}：忽略它们对损失更有利。</translation>
        </message>
        <message>
            <source>Of {asked} rows to be held out for testing {held} are, as each class keeps a row to train on. Do not keep the shares of classes, or bring more rows of each.</source>
            <translation>应留出 {asked} 行用于测试，实际留出 {held} 行，因为每个类别都保留一行用于训练。请不要保持类别比例，或为每个类别提供更多行。</translation>
        </message>
        <message>
            <source>Own points have two inputs and at least two classes, all different.</source>
            <translation>自绘的点需要两个输入和至少两个互不相同的类别。</translation>
        </message>
        <message>
            <source>Pre-training {layer} ran away in epoch {epoch}. Lower its pre-training rate.</source>
            <translation>{layer} 的预训练在第 {epoch} 轮发散。请降低它的预训练学习率。</translation>
        </message>
        <message>
            <source>Put the Flatten before it</source>
            <translation>把展平层放到它前面</translation>
        </message>
        <message>
            <source>RBM needs one dimension per sample. Insert a Flatten before it.</source>
            <translation>受限玻尔兹曼机要求每个样本只有一维。请在它前面插入展平层。</translation>
        </message>
        <message>
            <source>Row {row} has not as many cells as the first row of names or values: {found} instead of {expected}. Mend the row, or choose another separator.</source>
            <translation>第 {row} 行的单元格数与首行不同：是 {found} 个，应为 {expected} 个。请修正该行，或选择其他分隔符。</translation>
        </message>
        <message>
            <source>Row {row} of “{file}” has a cell that is too long to be one. Look for a quotation mark that is never closed, and close or delete it.</source>
            <translation>“{file}”第 {row} 行有一个过长的单元格。请查找未闭合的引号，并补上或删除它。</translation>
        </message>
        <message>
            <source>Row {row} of “{file}” has a quotation mark that is never closed. Close or delete it.</source>
            <translation>“{file}”第 {row} 行有一个未闭合的引号。请补上或删除它。</translation>
        </message>
        <message>
            <source>Row {row}, column “{column}”: the target is missing. Fill in the cell, or leave out the row.</source>
            <translation>第 {row} 行，“{column}”列：缺少目标值。请填写该单元格，或去掉这一行。</translation>
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is not a finite number. Mend the cell, or leave it empty.</source>
            <translation>第 {row} 行，“{column}”列：“{text}”不是有限的数。请修正该单元格，或将其留空。</translation>
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is not a number. Mend the cell, or mark the column as a category.</source>
            <translation>第 {row} 行，“{column}”列：“{text}”不是数。请修正该单元格，或将该列标为类别。</translation>
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is not one of {known}. Mend the cell.</source>
            <translation>第 {row} 行，“{column}”列：“{text}”不在 {known} 之中。请修正该单元格。</translation>
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is too large to compute with. Choose a larger unit for the column.</source>
            <translation>第 {row} 行，“{column}”列：“{text}”过大，无法计算。请为该列选用更大的单位。</translation>
        </message>
        <message>
            <source>Rows left out because a value is missing: {count}</source>
            <translation>因缺失值而去掉的行：{count}</translation>
        </message>
        <message>
            <source>Rows: {train} for training, {test} for testing</source>
            <translation>行数：训练 {train}，测试 {test}</translation>
        </message>
        <message>
            <source>Saved and read back: {count} weights, equal bit for bit.</source>
            <translation>已保存并回读：{count} 个权重，逐位相同。</translation>
        </message>
        <message>
            <source>Saved and read back: {count} weights, equal bit for bit; predictions for {rows} rows differ by at most {difference:.1e}.</source>
            <translation>已保存并回读：{count} 个权重，逐位相同；{rows} 行的预测最多相差 {difference:.1e}。</translation>
        </message>
        <message>
            <source>Saved and read back: {count} weights, equal bit for bit; predictions for {rows} rows differ by at most {difference:.1e}. Its numbers are float64: float32 would round a column too much.</source>
            <translation>已保存并回读：{count} 个权重，逐位相同；{rows} 行的预测最多相差 {difference:.1e}。模型使用 float64：float32 会使某一列的舍入误差过大。</translation>
        </message>
        <message>
            <source>Saved “{path}”.</source>
            <translation>已保存“{path}”。</translation>
        </message>
        <message>
            <source>Scale the features</source>
            <translation>缩放特征</translation>
        </message>
        <message>
            <source>Scale the features to 0 to 1</source>
            <translation>将特征缩放到 0 到 1</translation>
        </message>
        <message>
            <source>Scale the targets</source>
            <translation>缩放目标值</translation>
        </message>
        <message>
            <source>Select a layer with units that is not the end of the network.</source>
            <translation>请选择一个有神经元且不是网络结尾的层。</translation>
        </message>
        <message>
            <source>Select one layer.</source>
            <translation>请选择一个层。</translation>
        </message>
        <message>
            <source>Set shape to {shape}</source>
            <translation>将形状设为 {shape}</translation>
        </message>
        <message>
            <source>Set the batch size to {batch}</source>
            <translation>将批量大小设为 {batch}</translation>
        </message>
        <message>
            <source>Set the dropout to {rate}</source>
            <translation>将失活率设为 {rate}</translation>
        </message>
        <message>
            <source>Set the learning rate to {rate}</source>
            <translation>将学习率设为 {rate}</translation>
        </message>
        <message>
            <source>Set units to {units}</source>
            <translation>将神经元数设为 {units}</translation>
        </message>
        <message>
            <source>Set vocabulary to {vocabulary}</source>
            <translation>将词表设为 {vocabulary}</translation>
        </message>
        <message>
            <source>Several columns are called “{column}”; the later ones are numbered.</source>
            <translation>有多列名为“{column}”；后面的列已加上编号。</translation>
        </message>
        <message>
            <source>Softmax of one output is always 1: {name} can learn nothing.</source>
            <translation>单个输出的 Softmax 恒为 1：{name} 学不到任何东西。</translation>
        </message>
        <message>
            <source>Spatial dropout silences whole channels and its input has one value in each. Use Dropout.</source>
            <translation>空间随机失活使整个通道失活，而输入的每个通道只有一个值。请使用随机失活。</translation>
        </message>
        <message>
            <source>Take the penalties away</source>
            <translation>去掉这些惩罚项</translation>
        </message>
        <message>
            <source>Take the penalty away</source>
            <translation>去掉惩罚项</translation>
        </message>
        <message>
            <source>The ONNX model names other classes than the program, so nothing was saved. Export .npz or .safetensors instead.</source>
            <translation>ONNX 模型给出的类别与程序不同，因此未保存。请改为导出 .npz 或 .safetensors。</translation>
        </message>
        <message>
            <source>The ONNX model’s predictions differ by {difference:.1e}, more than {tolerance:.0e}, so nothing was saved. Export .npz or .safetensors instead, or train with L2: smaller weights make less of float32’s rounding.</source>
            <translation>ONNX 模型的预测相差 {difference:.1e}，超过 {tolerance:.0e}，因此未保存。请改为导出 .npz 或 .safetensors，或用 L2 训练：权重越小，float32 的舍入影响越小。</translation>
        </message>
        <message>
            <source>The RBM has learned for all of its pre-training epochs. Give it more of them to go on, or reset it.</source>
            <translation>受限玻尔兹曼机已完成全部预训练轮次。若要继续，请增加轮次，或者重置。</translation>
        </message>
        <message>
            <source>The RBMs are being pre-trained. Steps can be looked into when the network learns its targets.</source>
            <translation>受限玻尔兹曼机正在预训练。网络开始学习目标后才能查看一步训练的内部。</translation>
        </message>
        <message>
            <source>The batch size is between 1 and 1000000, or empty for all samples.</source>
            <translation>批量大小应在 1 到 1000000 之间，留空则使用全部样本。</translation>
        </message>
        <message>
            <source>The class weights name “{name}”, which is no class of the data. Its classes are: {classes}.</source>
            <translation>类别权重中的“{name}”不是数据的类别。数据的类别有：{classes}。</translation>
        </message>
        <message>
            <source>The clipboard holds no layers. Copy some in a drawing first.</source>
            <translation>剪贴板中没有层。请先在网络图中复制。</translation>
        </message>
        <message>
            <source>The column “{column}” has no values in the training part. Ignore the column.</source>
            <translation>“{column}”列在训练集中没有值。请忽略该列。</translation>
        </message>
        <message>
            <source>The column “{column}” has no values. Ignore it.</source>
            <translation>“{column}”列没有值。请忽略该列。</translation>
        </message>
        <message>
            <source>The column “{column}” has {count} different values; a category has at most {limit}. Ignore the column, or mark it as a number.</source>
            <translation>“{column}”列有 {count} 个不同的值；类别列最多 {limit} 个。请忽略该列，或将其标为数值。</translation>
        </message>
        <message>
            <source>The columns of the data do not have the same number of rows.</source>
            <translation>数据各列的行数不同。</translation>
        </message>
        <message>
            <source>The columns “{one}” and “{other}” are both weights. Keep one.</source>
            <translation>列“{one}”和“{other}”都是权重。请保留一个。</translation>
        </message>
        <message>
            <source>The connection is not there any more.</source>
            <translation>该连接已不存在。</translation>
        </message>
        <message>
            <source>The connections run in a circle. Remove one of them.</source>
            <translation>连接形成了环。请删除其中一条。</translation>
        </message>
        <message>
            <source>The data also has “{column}” to be predicted, and the network has no output for it. Add one, or ignore the column.</source>
            <translation>数据中还有“{column}”要预测，但网络没有对应的输出。请添加一个，或忽略该列。</translation>
        </message>
        <message>
            <source>The data has a class for each of {steps} steps and {name} gives {shape}. Let the layers before it give a sequence of {steps} steps.</source>
            <translation>数据的 {steps} 步中每一步都有类别，而 {name} 输出 {shape}。请让它前面的层输出 {steps} 步的序列。</translation>
        </message>
        <message>
            <source>The data has no target for the output “{output}”. Choose one for it.</source>
            <translation>数据中没有输出“{output}”的目标。请为其选择一个。</translation>
        </message>
        <message>
            <source>The data has no target for {name}. Choose one for it, or delete the layer.</source>
            <translation>数据中没有 {name} 的目标。请为其选择一个，或删除该层。</translation>
        </message>
        <message>
            <source>The data has {given} classes for each sample and the network’s outputs have {steps} steps. Give the sequence {given} steps.</source>
            <translation>每个样本有 {given} 个类别，而网络输出有 {steps} 步。请让序列有 {given} 步。</translation>
        </message>
        <message>
            <source>The data has {wanted} classes and {name} gives {outputs} outputs.</source>
            <translation>数据有 {wanted} 个类别，而 {name} 有 {outputs} 个输出。</translation>
        </message>
        <message>
            <source>The data has {wanted} targets and {name} gives {outputs} outputs.</source>
            <translation>数据有 {wanted} 个目标，而 {name} 有 {outputs} 个输出。</translation>
        </message>
        <message>
            <source>The data has {width} targets and the network {outputs} outputs. Give the last layer {width} units.</source>
            <translation>数据有 {width} 个目标，而网络有 {outputs} 个输出。请将最后一层的神经元数设为 {width}。</translation>
        </message>
        <message>
            <source>The data have no column “{column}”, which the network needs. Write the columns’ names in the first row.</source>
            <translation>数据中没有网络所需的列“{column}”。请在第一行写上列名。</translation>
        </message>
        <message>
            <source>The description of {name} was read back differently from how it was written, so nothing was saved. Try again, or choose another folder.</source>
            <translation>{name} 的说明回读后与写入时不同，因此未保存。请重试，或选择其他文件夹。</translation>
        </message>
        <message>
            <source>The encoding “{encoding}” of the file “{file}” is not known. Choose another.</source>
            <translation>文件“{file}”的编码“{encoding}”无法识别。请选择其他编码。</translation>
        </message>
        <message>
            <source>The ending of “{name}” tells no format. Use one of: {known}.</source>
            <translation>无法由“{name}”的扩展名判断格式。请使用以下之一：{known}。</translation>
        </message>
        <message>
            <source>The explicit padding of {layer} cuts everything of {shape} off. Use less of it.</source>
            <translation>{layer}指定的填充把 {shape} 全部裁掉了。请减小填充。</translation>
        </message>
        <message>
            <source>The explicit padding of {layer} must be less than its window. Use less of it.</source>
            <translation>{layer}指定的填充必须小于窗口。请减小填充。</translation>
        </message>
        <message>
            <source>The exponent in “{text}” is not a number. Write a^b as exp(b * log(a)).</source>
            <translation>“{text}”中的指数不是数字。请把 a^b 写成 exp(b * log(a))。</translation>
        </message>
        <message>
            <source>The file holds no best weights: the run was not evaluated since it began. Train on, or leave out --best.</source>
            <translation>文件中没有最佳权重：本次训练开始后尚未评估。请继续训练，或去掉 --best。</translation>
        </message>
        <message>
            <source>The file “{file}” cannot be read as a table: {reason}.</source>
            <translation>文件“{file}”无法作为表格读取：{reason}。</translation>
        </message>
        <message>
            <source>The file “{file}” has a header but no rows.</source>
            <translation>文件“{file}”只有表头，没有数据行。</translation>
        </message>
        <message>
            <source>The file “{file}” has no column “{column}”.</source>
            <translation>文件“{file}”中没有“{column}”列。</translation>
        </message>
        <message>
            <source>The file “{file}” has {size} MB; tables of up to {limit} MB can be read. Keep a part of its rows.</source>
            <translation>文件“{file}”有 {size} MB；最多可读取 {limit} MB 的表格。请只保留部分行。</translation>
        </message>
        <message>
            <source>The file “{file}” has {size} MB; treebanks of up to {limit} MB can be read. Keep a part of its lines.</source>
            <translation>文件“{file}”有 {size} MB；最多可读取 {limit} MB 的树库。请只保留一部分行。</translation>
        </message>
        <message>
            <source>The file “{file}” holds no tree. Write one a line, such as {example}.</source>
            <translation>文件“{file}”中没有树。请每行写一棵，例如 {example}。</translation>
        </message>
        <message>
            <source>The file “{file}” is empty. Open one that has rows.</source>
            <translation>文件“{file}”是空的。请打开有数据行的文件。</translation>
        </message>
        <message>
            <source>The file “{file}” is not {encoding} text. Choose another encoding.</source>
            <translation>文件“{file}”不是 {encoding} 文本。请选择其他编码。</translation>
        </message>
        <message>
            <source>The film was read back with other pictures, so nothing was saved.</source>
            <translation>读回的影片画面不一致，因此未保存。</translation>
        </message>
        <message>
            <source>The folder “{folder}” does not exist. Choose another.</source>
            <translation>文件夹“{folder}”不存在。请选择其他文件夹。</translation>
        </message>
        <message>
            <source>The formula gives {value} and the field takes {wanted}. Mend it, or enter a number.</source>
            <translation>公式得到 {value}，而该字段需要{wanted}。请修改公式，或直接输入数值。</translation>
        </message>
        <message>
            <source>The formula gives {value}: {reason}.</source>
            <translation>公式得到 {value}：{reason}。</translation>
        </message>
        <message>
            <source>The formula has no value, as where something is divided by 0. Mend it.</source>
            <translation>公式没有值，例如除以 0。请修改公式。</translation>
        </message>
        <message>
            <source>The formula has too many brackets within brackets. Use fewer.</source>
            <translation>公式的括号嵌套过深。请减少嵌套。</translation>
        </message>
        <message>
            <source>The formula reads its own value. Let it read another layer.</source>
            <translation>公式引用了自身的值。请让它引用其他层。</translation>
        </message>
        <message>
            <source>The formula reads “{field}” of {layer}, which in the end reads this one. Let one of them be a number.</source>
            <translation>公式引用了 {layer} 的“{field}”，而后者最终又引用了它。请把其中一个改为数值。</translation>
        </message>
        <message>
            <source>The formula reads “{name}” and several groups hold such a layer. Write which one, such as “{example}”.</source>
            <translation>公式引用了“{name}”，但多个组中都有这个名称的层。请写明是哪一个，例如“{example}”。</translation>
        </message>
        <message>
            <source>The formula reads “{name}” and there is no such layer. Name another one, or enter a number.</source>
            <translation>公式引用了“{name}”，但没有这个层。请改用其他层，或直接输入数值。</translation>
        </message>
        <message>
            <source>The formula “{text}” ends too early. Complete it.</source>
            <translation>公式“{text}”不完整。请把它写完。</translation>
        </message>
        <message>
            <source>The formula “{text}” reads x{index} and there are {width} inputs. Use x1 to x{width}.</source>
            <translation>公式“{text}”用到了 x{index}，但只有 {width} 个输入。请使用 x1 到 x{width}。</translation>
        </message>
        <message>
            <source>The input {column} has values around {mean} ± {spread}, and first weights and learning rates are made for values around 0 ± 1.</source>
            <translation>输入 {column} 的值约为 {mean} ± {spread}，而初始权重和学习率适用于 0 ± 1 左右的值。</translation>
        </message>
        <message>
            <source>The input {name} of {operator} has no dimension for the samples.</source>
            <translation>{operator} 的输入 {name} 没有样本维。</translation>
        </message>
        <message>
            <source>The input {name} of {operator} leaves open how long its dimensions are, beside the number of samples.</source>
            <translation>{operator} 的输入 {name} 除样本数外还有未定的维度长度。</translation>
        </message>
        <message>
            <source>The inputs have values around {mean} ± {spread}, and first weights and learning rates are made for values around 0 ± 1.</source>
            <translation>输入值约为 {mean} ± {spread}，而初始权重和学习率适用于 0 ± 1 左右的值。</translation>
        </message>
        <message>
            <source>The inputs together take {taken} values and a sample of the data has {given}.</source>
            <translation>各输入层共需要 {taken} 个值，而数据的每个样本有 {given} 个。</translation>
        </message>
        <message>
            <source>The layers on the clipboard cannot be used: {reason}. Copy them again.</source>
            <translation>无法使用剪贴板中的层：{reason}。请重新复制。</translation>
        </message>
        <message>
            <source>The layers on the clipboard were copied from a newer dnngui. Update the program.</source>
            <translation>剪贴板中的层复制自更新版本的 dnngui。请更新程序。</translation>
        </message>
        <message>
            <source>The log “{path}” cannot be written: {reason}. Choose another file.</source>
            <translation>无法写入日志“{path}”：{reason}。请选择其他文件。</translation>
        </message>
        <message>
            <source>The loss has fallen by only {fall} in {steps} steps. The learning rate of {rate} is too low; in a trial from here, {suggestion} did best.</source>
            <translation>损失在 {steps} 步中仅下降了 {fall}。学习率 {rate} 太低；从当前状态试验，{suggestion} 效果最好。</translation>
        </message>
        <message>
            <source>The loss has grown from {first} to {now}.</source>
            <translation>损失从 {first} 升到了 {now}。</translation>
        </message>
        <message>
            <source>The loss has stood still at {loss} for half of {epochs} epochs, with {score}.</source>
            <translation>在 {epochs} 个轮次的后一半里，损失停在 {loss} 不动，{score}。</translation>
        </message>
        <message>
            <source>The loss is no longer a number at step {step}, first in {layer}, at a learning rate of {rate}.</source>
            <translation>在第 {step} 步损失不再是有限的数，最先出现在 {layer}，当时学习率为 {rate}。</translation>
        </message>
        <message>
            <source>The loss is not a finite number at step {step}: {layer} is the first layer whose values went bad. Lower the learning rate.</source>
            <translation>第 {step} 步的损失不是有限的数：{layer} 是最先出现异常值的层。请降低学习率。</translation>
        </message>
        <message>
            <source>The loss jumps to and fro by {jump} between {low} and {high}.</source>
            <translation>损失在 {low} 与 {high} 之间来回跳动，每次约 {jump}。</translation>
        </message>
        <message>
            <source>The loss reads class numbers. Use categorical cross-entropy for shares.</source>
            <translation>该损失读取类别编号。若目标是份额，请使用分类交叉熵。</translation>
        </message>
        <message>
            <source>The loss stands still at {loss}, with {score}: without a hidden layer that bends, the network draws straight lines alone.</source>
            <translation>损失停在 {loss} 不动，{score}：没有非线性的隐藏层，网络只能画直线。</translation>
        </message>
        <message>
            <source>The loss stands still at {loss}, with {score}: {units} hidden units may be too few.</source>
            <translation>损失停在 {loss} 不动，{score}：{units} 个隐藏单元可能太少。</translation>
        </message>
        <message>
            <source>The model has {count} operators and one can be read.</source>
            <translation>该模型有 {count} 个算子，只能读取一个。</translation>
        </message>
        <message>
            <source>The network cannot be computed then; its weights wait until it can.</source>
            <translation>届时网络无法计算；其权重将保留到可以计算为止。</translation>
        </message>
        <message>
            <source>The network computes something else now; {kept} of its {total} weights were kept.</source>
            <translation>网络的计算结果已改变；{total} 个权重中保留了 {kept} 个。</translation>
        </message>
        <message>
            <source>The network computes what it computed before the edit.</source>
            <translation>网络的计算结果与编辑前相同。</translation>
        </message>
        <message>
            <source>The network ends in several layers: {names}. Join or delete all but one.</source>
            <translation>网络有多个末端层：{names}。请将它们合并，或只保留一个。</translation>
        </message>
        <message>
            <source>The network ends in {count} layers: {names} and others. Join or delete all but one.</source>
            <translation>网络有 {count} 个末端层：{names} 等。请将它们合并，或只保留一个。</translation>
        </message>
        <message>
            <source>The network has no input. Add an Input layer.</source>
            <translation>网络没有输入。请添加输入层。</translation>
        </message>
        <message>
            <source>The network has no output “{name}”. Its outputs are: {known}.</source>
            <translation>网络没有名为“{name}”的输出。它的输出有：{known}。</translation>
        </message>
        <message>
            <source>The network has several outputs: {names}. Give the targets by their names.</source>
            <translation>网络有多个输出：{names}。请按名称给出目标。</translation>
        </message>
        <message>
            <source>The network has {parameters} weights and the program takes {most}. Use fewer units.</source>
            <translation>网络有 {parameters} 个参数，程序最多支持 {most} 个。请减少神经元数。</translation>
        </message>
        <message>
            <source>The network is back with the weights that it had before the edit.</source>
            <translation>网络已恢复，权重与编辑前相同。</translation>
        </message>
        <message>
            <source>The network learns the training part by heart: since epoch {epoch} the loss on the test part has grown from {best} to {now}, while that on the training part fell to {train}.</source>
            <translation>网络在死记训练集：自第 {epoch} 轮起，测试损失从 {best} 升到 {now}，而训练损失降到了 {train}。</translation>
        </message>
        <message>
            <source>The network makes no valid ONNX model ({reason}), so nothing was saved. Export .npz or .safetensors instead.</source>
            <translation>网络无法生成有效的 ONNX 模型（{reason}），因此未保存。请改为导出 .npz 或 .safetensors。</translation>
        </message>
        <message>
            <source>The network takes {width} values a sample and the data has {given}. Set the Input layer's shape to {given}.</source>
            <translation>网络每个样本需要 {width} 个值，而数据有 {given} 个。请将输入层的形状设为 {given}。</translation>
        </message>
        <message>
            <source>The network’s predictions are not finite numbers, so there is nothing to export. Reset and train again with a smaller learning rate.</source>
            <translation>网络的预测不是有限的数，没有可导出的内容。请重置，并用更小的学习率重新训练。</translation>
        </message>
        <message>
            <source>The numbers to be predicted are about {size}, and a network begins with outputs of about 1: scaled, they are learned sooner.</source>
            <translation>要预测的数值约为 {size}，而网络的初始输出约为 1：缩放之后学得更快。</translation>
        </message>
        <message>
            <source>The order {order} does not name each of the {rank} dimensions once. Use {swapped}, for example.</source>
            <translation>顺序 {order} 没有把 {rank} 个维度各写一次。例如可用 {swapped}。</translation>
        </message>
        <message>
            <source>The output “{name}” has no loss. Give it one.</source>
            <translation>输出“{name}”没有损失。请为其指定一个。</translation>
        </message>
        <message>
            <source>The output “{name}” has no targets. Give it some.</source>
            <translation>输出“{name}”没有目标。请为其指定目标。</translation>
        </message>
        <message>
            <source>The picture could not be made. Export the drawing as SVG instead.</source>
            <translation>无法生成图片。请改为将网络图导出为 SVG。</translation>
        </message>
        <message>
            <source>The program is busy with a long step. Try again in a moment.</source>
            <translation>程序正在执行耗时的一步。请稍后再试。</translation>
        </message>
        <message>
            <source>The project cannot be saved to “{path}”: {reason}.</source>
            <translation>项目无法保存到“{path}”：{reason}。</translation>
        </message>
        <message>
            <source>The project does not hold the file “{file}”. Open the table again.</source>
            <translation>项目中没有文件“{file}”。请重新打开表格。</translation>
        </message>
        <message>
            <source>The project does not hold the file “{file}”. Open the treebank again.</source>
            <translation>项目中没有文件“{file}”。请重新打开树库。</translation>
        </message>
        <message>
            <source>The run has ended. Reset it, or let it go on, to look inside a step.</source>
            <translation>训练已结束。请重置或继续训练，再查看一步训练的内部。</translation>
        </message>
        <message>
            <source>The saved run belongs to more training samples than there are.</source>
            <translation>保存的训练所用的训练样本比现有的多。</translation>
        </message>
        <message>
            <source>The saved weights belong to another network.</source>
            <translation>保存的权重属于另一个网络。</translation>
        </message>
        <message>
            <source>The saved weights belong to another network. Start again from first weights.</source>
            <translation>保存的权重属于另一个网络。请从初始权重重新开始。</translation>
        </message>
        <message>
            <source>The saved weights were trained on other data. Start again from first weights.</source>
            <translation>保存的权重是用其他数据训练的。请从初始权重重新开始。</translation>
        </message>
        <message>
            <source>The shape that {layer} gives is not known, so the formula has no value. Connect and mend {layer} first.</source>
            <translation>{layer} 的输出形状未知，因此公式没有值。请先连接并修复 {layer}。</translation>
        </message>
        <message>
            <source>The table has a single column, “{column}”; it needs a feature and a target. Choose another separator.</source>
            <translation>表格只有“{column}”一列；至少需要一个特征和一个目标。请选择其他分隔符。</translation>
        </message>
        <message>
            <source>The table “{name}” in the file is damaged and was left out. Open it again.</source>
            <translation>文件中的表格“{name}”已损坏，未载入。请重新打开该表格。</translation>
        </message>
        <message>
            <source>The table “{path}” cannot be read: {reason}.</source>
            <translation>表格“{path}”无法读取：{reason}。</translation>
        </message>
        <message>
            <source>The target is reached: {value} after the last epoch.</source>
            <translation>已达到目标：上一轮次之后为 {value}。</translation>
        </message>
        <message>
            <source>The target “{column}” belongs to no output of the network. Add an output for it, or ignore the column.</source>
            <translation>目标“{column}”不属于网络的任何输出。请为其添加输出，或忽略该列。</translation>
        </message>
        <message>
            <source>The target “{column}” is “{label}” in every row: there is nothing to tell apart. Choose another target.</source>
            <translation>目标“{column}”在每一行都是“{label}”，没有可区分的内容。请选择其他目标。</translation>
        </message>
        <message>
            <source>The test rows do not have the shape of the training rows.</source>
            <translation>测试数据与训练数据的形状不同。</translation>
        </message>
        <message>
            <source>The test targets do not have the shape of the training targets.</source>
            <translation>测试目标与训练目标的形状不同。</translation>
        </message>
        <message>
            <source>The text of the layers on the clipboard is cut off or was changed. Copy them again.</source>
            <translation>剪贴板中的层文本不完整或被改动过。请重新复制。</translation>
        </message>
        <message>
            <source>The text “{file}” is missing. Open it again.</source>
            <translation>缺少文本“{file}”。请重新打开。</translation>
        </message>
        <message>
            <source>The training part has no rows. Hold out fewer rows for the test.</source>
            <translation>训练集没有数据行。请减少留作测试的行。</translation>
        </message>
        <message>
            <source>The training state in the file is damaged and was left out ({reason}). The network starts again from first weights.</source>
            <translation>文件中的训练状态已损坏，未载入（{reason}）。网络将从初始权重重新开始。</translation>
        </message>
        <message>
            <source>The tree in line {line} has the label {label}, which the training did not have. Leave it out.</source>
            <translation>第 {line} 行的树带有训练中没有的标签 {label}。请将其去掉。</translation>
        </message>
        <message>
            <source>The tree in line {line} has {words} words, and the network reads up to {most}. Leave it out, or train on such trees.</source>
            <translation>第 {line} 行的树有 {words} 个单词，而网络最多读取 {most} 个。请将其去掉，或用这样的树训练。</translation>
        </message>
        <message>
            <source>The trees have {count} labels; up to {limit} can be told apart.</source>
            <translation>这些树有 {count} 种标签；最多可区分 {limit} 种。</translation>
        </message>
        <message>
            <source>The weight “{column}” is 0 in every row, so none counts. Choose another column.</source>
            <translation>权重列“{column}”在每一行都为 0，没有任何行起作用。请选择另一列。</translation>
        </message>
        <message>
            <source>The weight “{column}” is a category. Mark it as a number.</source>
            <translation>权重列“{column}”是类别。请将其标为数值。</translation>
        </message>
        <message>
            <source>The weight “{column}” is below 0 in some row. Give each row a weight of at least 0.</source>
            <translation>权重列“{column}”在某些行小于 0。请让每一行的权重大于等于 0。</translation>
        </message>
        <message>
            <source>The weights in the file are not finite numbers and were left out. The network starts again from first weights.</source>
            <translation>文件中的权重不是有限的数，未载入。网络将从初始权重重新开始。</translation>
        </message>
        <message>
            <source>The weights in the file belong to another network and were left out. The network starts again from first weights.</source>
            <translation>文件中的权重属于另一个网络，未载入。网络将从初始权重重新开始。</translation>
        </message>
        <message>
            <source>The weights of {layer} are not finite numbers, so there is nothing to export. Go back to the last good weights, or reset and train again.</source>
            <translation>{layer} 的权重不是有限的数，没有可导出的内容。请退回到最近的正常权重，或重置后重新训练。</translation>
        </message>
        <message>
            <source>The weights of {layer} began at about {size}, where {usual} is usual: the outputs differ by {spread} between samples, and the loss is still {loss} after {steps} steps.</source>
            <translation>{layer} 的初始权重约为 {size}，通常应为 {usual}：各样本的输出仅相差 {spread}，{steps} 步之后损失仍为 {loss}。</translation>
        </message>
        <message>
            <source>The weights of {layer} have grown from about {began} to {now} in {steps} steps.</source>
            <translation>{layer} 的权重在 {steps} 步中从约 {began} 增大到了 {now}。</translation>
        </message>
        <message>
            <source>The weights {name} are too large for ONNX’s float32. Export .npz or .safetensors instead.</source>
            <translation>权重 {name} 超出了 ONNX 的 float32 范围。请改为导出 .npz 或 .safetensors。</translation>
        </message>
        <message>
            <source>The weights {name} were read back differently from how they were written, so nothing was saved. Try again, or choose another folder.</source>
            <translation>权重 {name} 回读后与写入时不同，因此未保存。请重试，或选择其他文件夹。</translation>
        </message>
        <message>
            <source>The window of {layer} does not fit into {shape}. Use padding "same".</source>
            <translation>{layer}的窗口放不进 {shape}。请把填充改为“等长”。</translation>
        </message>
        <message>
            <source>The windows of {layer} would read too much padding. Use less dilation.</source>
            <translation>{layer} 的窗口会读入过多填充。请减小膨胀率。</translation>
        </message>
        <message>
            <source>There are no points to learn from yet. Draw some in the boundary panel.</source>
            <translation>还没有可供学习的数据点。请在决策边界面板中绘制一些。</translation>
        </message>
        <message>
            <source>There are no weights yet. Mend the problems of the network first.</source>
            <translation>还没有权重。请先解决网络的问题。</translation>
        </message>
        <message>
            <source>There are {count} points, and up to {most} can be drawn on. Take fewer points.</source>
            <translation>共有 {count} 个数据点，最多只能在 {most} 个上绘制。请减少数据点。</translation>
        </message>
        <message>
            <source>There is no example “{name}”. Choose one of: {known}.</source>
            <translation>没有示例“{name}”。请选择以下之一：{known}。</translation>
        </message>
        <message>
            <source>There is no example “{name}”. Did you mean “{near}”?</source>
            <translation>没有示例“{name}”。您是指“{near}”吗？</translation>
        </message>
        <message>
            <source>There is no file “{path}”. Check its name.</source>
            <translation>没有文件“{path}”。请检查文件名。</translation>
        </message>
        <message>
            <source>There is no format {name}. Choose one of: {known}.</source>
            <translation>没有格式 {name}。请选择以下之一：{known}。</translation>
        </message>
        <message>
            <source>There is no layer for {operator} with {what}.</source>
            <translation>没有对应于 {operator}（{what}）的层。</translation>
        </message>
        <message>
            <source>There is no layer for {operator}.</source>
            <translation>没有对应于 {operator} 的层。</translation>
        </message>
        <message>
            <source>There is no loss {name}. Choose one of: {known}.</source>
            <translation>没有损失函数 {name}。请选择以下之一：{known}。</translation>
        </message>
        <message>
            <source>There is no room for “{path}” on the disk. Free some space, or choose another folder.</source>
            <translation>磁盘空间不足，无法写入“{path}”。请清理空间，或选择其他文件夹。</translation>
        </message>
        <message>
            <source>There is not enough memory for this network. Use fewer units or a smaller batch.</source>
            <translation>内存不足以运行此网络。请减少神经元数，或减小批量大小。</translation>
        </message>
        <message>
            <source>There is not enough memory to look inside a step of this network. Use smaller batches.</source>
            <translation>内存不足，无法查看该网络一步训练的内部。请使用更小的批量大小。</translation>
        </message>
        <message>
            <source>There is not enough memory to try a copy of this network. Use fewer units.</source>
            <translation>内存不足，无法试用此网络的副本。请减少单元数。</translation>
        </message>
        <message>
            <source>There must be at least one row with one feature.</source>
            <translation>至少需要一行数据和一个特征。</translation>
        </message>
        <message>
            <source>There must be at least two classes.</source>
            <translation>至少需要两个类别。</translation>
        </message>
        <message>
            <source>There must be one label for each row.</source>
            <translation>每一行都必须有一个标签。</translation>
        </message>
        <message>
            <source>There must be one target for each row.</source>
            <translation>每一行都必须有一个目标。</translation>
        </message>
        <message>
            <source>There must be one weight for each row.</source>
            <translation>每一行必须有一个权重。</translation>
        </message>
        <message>
            <source>Training stopped because of an error in the program: {error}.</source>
            <translation>程序出错，训练已停止：{error}。</translation>
        </message>
        <message>
            <source>Training stopped early: {epochs} epochs brought no improvement.</source>
            <translation>训练提前停止：{epochs} 个轮次没有带来改善。</translation>
        </message>
        <message>
            <source>Two layers are connected twice. Remove one connection.</source>
            <translation>有两个层之间重复连接。请删除其中一条连接。</translation>
        </message>
        <message>
            <source>Two layers have the same number or name. Give each its own.</source>
            <translation>有两个层的编号或名称相同。请分别使用不同的编号和名称。</translation>
        </message>
        <message>
            <source>Up to {most} points can be drawn. Erase some first.</source>
            <translation>最多可绘制 {most} 个数据点。请先擦除一些。</translation>
        </message>
        <message>
            <source>Use Gaussian visible units</source>
            <translation>使用高斯可见单元</translation>
        </message>
        <message>
            <source>Use Leaky ReLU, which never dies</source>
            <translation>改用不会失活的 Leaky ReLU</translation>
        </message>
        <message>
            <source>Use {loss}</source>
            <translation>改用{loss}</translation>
        </message>
        <message>
            <source>Use {name}</source>
            <translation>改用 {name}</translation>
        </message>
        <message>
            <source>Use {name} once</source>
            <translation>只使用一次 {name}</translation>
        </message>
        <message>
            <source>Values and gradients explode: those of {layer} are about {value} and {gradient}, as its weights began at about {size}, where {usual} is usual.</source>
            <translation>数值和梯度爆炸：{layer} 处分别约为 {value} 和 {gradient}，因为其初始权重约为 {size}，通常应为 {usual}。</translation>
        </message>
        <message>
            <source>Weights of rows: from {least} to {greatest}</source>
            <translation>行的权重：从 {least} 到 {greatest}</translation>
        </message>
        <message>
            <source>What is behind {name} does not fit what is before it. Delete it with a gap.</source>
            <translation>{name} 之后的部分与之前的部分不匹配。请删除它并留下空缺。</translation>
        </message>
        <message>
            <source>What was written to “{path}” was read back differently, so nothing was saved. Choose another folder: its disk may be full or failing.</source>
            <translation>写入“{path}”的内容回读后不同，因此未保存。请选择其他文件夹：磁盘可能已满或有故障。</translation>
        </message>
        <message>
            <source>With all copies of groups the network has {layers} layers and the program takes {most}. Repeat a group less often.</source>
            <translation>算上组的所有副本，网络共有 {layers} 个层，而程序最多支持 {most} 个。请减少组的重复次数。</translation>
        </message>
        <message>
            <source>a group of values</source>
            <translation>一组值</translation>
        </message>
        <message>
            <source>a list</source>
            <translation>列表</translation>
        </message>
        <message>
            <source>a node has one word or two parts, and here is one more.</source>
            <translation>一个节点只有一个单词或两个部分，而这里多了一个。</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>数</translation>
        </message>
        <message>
            <source>a part stands in it twice</source>
            <translation>某一部分出现了两次</translation>
        </message>
        <message>
            <source>a text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>a tree begins with “(”, not “{sign}”.</source>
            <translation>树应以“(”开头，而不是“{sign}”。</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>an R² of {value}</source>
            <translation>R² 为 {value}</translation>
        </message>
        <message>
            <source>an accuracy of {value}</source>
            <translation>准确率为 {value}</translation>
        </message>
        <message>
            <source>an array has not the expected length</source>
            <translation>某个数组的长度与预期不符</translation>
        </message>
        <message>
            <source>an array has not the expected type and shape</source>
            <translation>某个数组的类型或形状与预期不符</translation>
        </message>
        <message>
            <source>character</source>
            <translation>个字符</translation>
        </message>
        <message>
            <source>characters</source>
            <translation>个字符</translation>
        </message>
        <message>
            <source>entries</source>
            <translation>项</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>项</translation>
        </message>
        <message>
            <source>here the label of the node is missing, a whole number.</source>
            <translation>此处缺少节点的标签（一个整数）。</translation>
        </message>
        <message>
            <source>here the second part of the node that begins in column {begin} is missing.</source>
            <translation>此处缺少始于第 {begin} 列的节点的第二个部分。</translation>
        </message>
        <message>
            <source>here the word of the node is missing.</source>
            <translation>此处缺少节点的单词。</translation>
        </message>
        <message>
            <source>it cannot be unpacked</source>
            <translation>无法解压</translation>
        </message>
        <message>
            <source>it must be {wanted}</source>
            <translation>必须是{wanted}</translation>
        </message>
        <message>
            <source>it would be opened differently</source>
            <translation>重新打开后会有所不同</translation>
        </message>
        <message>
            <source>its directory is not complete</source>
            <translation>其目录不完整</translation>
        </message>
        <message>
            <source>its document is cut off or not JSON</source>
            <translation>其文档不完整或不是 JSON</translation>
        </message>
        <message>
            <source>its document is nested too deeply</source>
            <translation>其文档嵌套过深</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>the drawing, {size} KB.</source>
            <translation>网络图，{size} KB。</translation>
        </message>
        <message>
            <source>the label “{sign}” is not a whole number.</source>
            <translation>标签“{sign}”不是整数。</translation>
        </message>
        <message>
            <source>this bracket is not closed.</source>
            <translation>这个括号没有闭合。</translation>
        </message>
        <message>
            <source>this tree has more than {limit} words. Leave it out.</source>
            <translation>这棵树的单词超过 {limit} 个。请将其去掉。</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>{channels} channels cannot be divided into {groups} equal groups. Set groups to {fitting}.</source>
            <translation>{channels} 个通道不能平均分成 {groups} 组。请将组数设为 {fitting}。</translation>
        </message>
        <message>
            <source>{classes} classes need {classes} outputs and the network has {outputs}. Give the last layer {classes} units.</source>
            <translation>{classes} 个类别需要 {classes} 个输出，而网络有 {outputs} 个。请将最后一层的神经元数设为 {classes}。</translation>
        </message>
        <message>
            <source>{count} pictures</source>
            <translation>{count} 帧</translation>
        </message>
        <message>
            <source>{features} features cannot be divided between {heads} heads. Set heads to {fitting}.</source>
            <translation>{features} 个特征不能平均分给 {heads} 个头。请将头数设为 {fitting}。</translation>
        </message>
        <message>
            <source>{field} of {layer}: {reason}</source>
            <translation>{layer} 的 {field}：{reason}</translation>
        </message>
        <message>
            <source>{group}: {reason}</source>
            <translation>{group}：{reason}</translation>
        </message>
        <message>
            <source>{kind}</source>
            <translation>{kind}</translation>
        </message>
        <message>
            <source>{kind} compares the features of a sample and its input has a single one. Remove it, or give the layer before it more units.</source>
            <translation>{kind}比较一个样本的各个特征，而输入只有一个特征。请删除它，或增加前一层的单元数。</translation>
        </message>
        <message>
            <source>{kind} greater than {bound}</source>
            <translation>大于 {bound} 的{kind}</translation>
        </message>
        <message>
            <source>{kind} less than {bound}</source>
            <translation>小于 {bound} 的{kind}</translation>
        </message>
        <message>
            <source>{kind} needs inputs of one shape and gets {shapes}. Make the layers before it equally wide.</source>
            <translation>{kind}需要形状相同的输入，得到的是 {shapes}。请让前面的层宽度相同。</translation>
        </message>
        <message>
            <source>{kind} needs steps × features and gets {shape}. Insert a Reshape before it.</source>
            <translation>{kind}需要 步 × 特征 的输入，得到的是 {shape}。请在前面插入重塑层。</translation>
        </message>
        <message>
            <source>{kind} needs steps × features and gets {shape}. Put it behind a layer that gives a sequence, such as an Embedding.</source>
            <translation>{kind}需要 步 × 特征 的输入，得到的是 {shape}。请把它放在给出序列的层（例如嵌入层）之后。</translation>
        </message>
        <message>
            <source>{kind} of at least {bound}</source>
            <translation>不小于 {bound} 的{kind}</translation>
        </message>
        <message>
            <source>{kind} of at most {bound}</source>
            <translation>不大于 {bound} 的{kind}</translation>
        </message>
        <message>
            <source>{kind} with at least {bound} {unit}</source>
            <translation>至少有 {bound} {unit}的{kind}</translation>
        </message>
        <message>
            <source>{kind} with at most {bound} {unit}</source>
            <translation>至多有 {bound} {unit}的{kind}</translation>
        </message>
        <message>
            <source>{kind} with exactly {bound} {unit}</source>
            <translation>恰好有 {bound} {unit}的{kind}</translation>
        </message>
        <message>
            <source>{layer} &lt;- {inputs}: {reason}</source>
            <translation>{layer} ← {inputs}：{reason}</translation>
        </message>
        <message>
            <source>{layer} cannot split {channels} channels and {filters} filters into {groups} groups. Use {fitting}.</source>
            <translation>{layer}无法把 {channels} 个通道和 {filters} 个卷积核分成 {groups} 组。请改为 {fitting}。</translation>
        </message>
        <message>
            <source>{layer} carries its state from batch to batch, and the rows are shuffled. Keep the rows in their order, or switch Stateful off.</source>
            <translation>{layer} 在批次之间传递状态，而行被打乱了。请保持行的顺序，或关闭“有状态”。</translation>
        </message>
        <message>
            <source>{layer} has Bernoulli visible units and reads values outside 0 to 1. Choose Gaussian visible units, or scale the inputs to 0 to 1.</source>
            <translation>{layer} 的可见单元是伯努利单元，但读到了 0 到 1 之外的值。请选择高斯可见单元，或把输入缩放到 0 到 1。</translation>
        </message>
        <message>
            <source>{layer} has no number “{wanted}”. Use one of: {known}.</source>
            <translation>{layer} 没有数值“{wanted}”。请使用其中之一：{known}。</translation>
        </message>
        <message>
            <source>{layer} has two different numbers for a sequence. Give one.</source>
            <translation>{layer}对序列给出了两个不同的数。请只写一个。</translation>
        </message>
        <message>
            <source>{layer} has {count} numbers for its padding. Give 1, {rank} or {twice}.</source>
            <translation>{layer}的填充有 {count} 个数。请写 1、{rank} 或 {twice} 个。</translation>
        </message>
        <message>
            <source>{layer} has {count} numbers for its zeros. Give 1, {rank} or {twice}.</source>
            <translation>{layer}的零有 {count} 个数。请写 1、{rank} 或 {twice} 个。</translation>
        </message>
        <message>
            <source>{layer} needs a sequence or a picture and gets one row of values. Leave it out.</source>
            <translation>{layer}需要序列或图像，得到的却是一行数值。请去掉它。</translation>
        </message>
        <message>
            <source>{layer} needs a sequence or a picture with channels. Insert a Reshape before it.</source>
            <translation>{layer}需要带通道的序列或图像。请在前面插入重塑层。</translation>
        </message>
        <message>
            <source>{layer} needs height × width × channels and gets {shape}. Insert a Reshape before it.</source>
            <translation>{layer}需要 高 × 宽 × 通道，得到的却是 {shape}。请在前面插入重塑层。</translation>
        </message>
        <message>
            <source>{layer} needs steps × channels and gets {shape}. Insert a Reshape before it.</source>
            <translation>{layer}需要 步数 × 通道，得到的却是 {shape}。请在前面插入重塑层。</translation>
        </message>
        <message>
            <source>{layer} silences {rate} of the values: the loss is {noisy} with it and {calm} without, so the network learns from next to nothing.</source>
            <translation>{layer} 使 {rate} 的值失活：有它时损失为 {noisy}，没有时为 {calm}，网络几乎学不到东西。</translation>
        </message>
        <message>
            <source>{loss} goes with sigmoid and {name} ends with {activation}.</source>
            <translation>{loss}应与 Sigmoid 搭配，而 {name} 的末端是 {activation}。</translation>
        </message>
        <message>
            <source>{loss} is for classes and the data has numbers to predict.</source>
            <translation>{loss}用于分类，而数据要预测的是数值。</translation>
        </message>
        <message>
            <source>{loss} is for counts, and some targets are negative.</source>
            <translation>{loss}用于计数，而有些目标值为负数。</translation>
        </message>
        <message>
            <source>{loss} is for counts, and the targets are scaled: some are negative.</source>
            <translation>{loss}用于计数，而目标值经过缩放：有些为负数。</translation>
        </message>
        <message>
            <source>{loss} needs one output per class and {name} gives one in all.</source>
            <translation>{loss}要求每个类别有一个输出，而 {name} 总共只有一个输出。</translation>
        </message>
        <message>
            <source>{loss} needs outputs of both signs and {name} ends with {activation}.</source>
            <translation>{loss}要求输出可正可负，而 {name} 的末端是 {activation}。</translation>
        </message>
        <message>
            <source>{loss} reads probabilities and {name} ends with {activation}.</source>
            <translation>{loss}要求输出为概率，而 {name} 的末端是 {activation}。</translation>
        </message>
        <message>
            <source>{loss} takes the logarithm of the outputs, and {name} ends with {activation}, which can be 0.</source>
            <translation>{loss}对输出取对数，而{name}以{activation}结尾，其值可能为 0。</translation>
        </message>
        <message>
            <source>{loss} takes the logarithm of the outputs, which must be positive, and {name} ends with {activation}.</source>
            <translation>{loss}对输出取对数，输出必须为正，而{name}以{activation}结尾。</translation>
        </message>
        <message>
            <source>{name} begins or ends the network.</source>
            <translation>{name} 是网络的开头或结尾。</translation>
        </message>
        <message>
            <source>{name} cannot be read: {reason}.</source>
            <translation>{name} 无法读取：{reason}。</translation>
        </message>
        <message>
            <source>{name} cannot be taken apart: it needs one Input, and one layer at its end.</source>
            <translation>无法取消组 {name}：它需要一个输入层和一个末端层。</translation>
        </message>
        <message>
            <source>{name} cannot be unpacked</source>
            <translation>{name} 无法解压</translation>
        </message>
        <message>
            <source>{name} cannot have more units.</source>
            <translation>{name} 不能再有更多神经元。</translation>
        </message>
        <message>
            <source>{name} cannot stand on this connection.</source>
            <translation>{name} 不能放在这条连接上。</translation>
        </message>
        <message>
            <source>{name} carries its state from batch to batch, and the rows are shuffled. Keep the rows in their order, or switch Stateful off.</source>
            <translation>{name} 在批次之间传递状态，而行被打乱了。请保持行的顺序，或关闭“有状态”。</translation>
        </message>
        <message>
            <source>{name} ends the network with several dimensions per sample. Add a Flatten.</source>
            <translation>{name} 是网络的末端，但每个样本仍有多维。请添加展平层。</translation>
        </message>
        <message>
            <source>{name} ends with {activation}, which cannot reach every number.</source>
            <translation>{name} 的末端是 {activation}，无法输出任意数值。</translation>
        </message>
        <message>
            <source>{name} ends with {activation}, which cannot reach every positive number.</source>
            <translation>{name}以{activation}结尾，无法取到所有正数。</translation>
        </message>
        <message>
            <source>{name} has Bernoulli visible units, for values from 0 to 1, and reads {low} to {high}.</source>
            <translation>{name} 的可见单元是伯努利型，适用于 0 到 1 的值，而它读到的值为 {low} 到 {high}。</translation>
        </message>
        <message>
            <source>{name} has as many units as {other}, which is fixed.</source>
            <translation>{name} 的神经元数与 {other} 相同，而后者是固定的。</translation>
        </message>
        <message>
            <source>{name} has more inputs than it takes. Remove a connection.</source>
            <translation>{name} 的输入过多。请删除一条连接。</translation>
        </message>
        <message>
            <source>{name} has no input. Connect a layer to it.</source>
            <translation>{name} 没有输入。请连接一个层。</translation>
        </message>
        <message>
            <source>{name} has no shape yet. Connect it first.</source>
            <translation>{name} 还没有形状。请先连接它。</translation>
        </message>
        <message>
            <source>{name} has no units of its own.</source>
            <translation>{name} 没有自己的神经元。</translation>
        </message>
        <message>
            <source>{name} has only one unit left.</source>
            <translation>{name} 只剩一个神经元。</translation>
        </message>
        <message>
            <source>{name} has to have as many units as other layers need. Change them together.</source>
            <translation>{name} 的神经元数必须与其他层一致。请一起更改。</translation>
        </message>
        <message>
            <source>{name} is an input and stays outside of groups.</source>
            <translation>{name} 是输入层，不能放入组中。</translation>
        </message>
        <message>
            <source>{name} is larger than {limit} MB. Take a part of its rows.</source>
            <translation>{name} 超过 {limit} MB。请只取部分行。</translation>
        </message>
        <message>
            <source>{name} is missing</source>
            <translation>缺少 {name}</translation>
        </message>
        <message>
            <source>{name} is repeated {repeat} times and makes {given} of {taken}. Let it give the shape that it reads.</source>
            <translation>{name} 重复 {repeat} 次，却把 {taken} 变成 {given}。请让它的输出形状与输入形状相同。</translation>
        </message>
        <message>
            <source>{name} is too large or encrypted</source>
            <translation>{name} 过大或已加密</translation>
        </message>
        <message>
            <source>{name} joins at least {least} inputs and has {connected}. Connect another one.</source>
            <translation>{name} 至少需要 {least} 个输入，现有 {connected} 个。请再连接一个。</translation>
        </message>
        <message>
            <source>{name} knows {known} tokens and the data has {given}.</source>
            <translation>{name} 认识 {known} 个词元，而数据有 {given} 个。</translation>
        </message>
        <message>
            <source>{name} lies between the chosen layers. Choose it too.</source>
            <translation>{name} 位于所选的层之间。请一并选中它。</translation>
        </message>
        <message>
            <source>{name} looks up whole numbers from 0 on, and the data has others. It rounds them.</source>
            <translation>{name} 查找从 0 开始的整数，而数据中有其他值，它会将其四舍五入。</translation>
        </message>
        <message>
            <source>{name} takes nothing that {kind} gives.</source>
            <translation>{name} 不接受 {kind} 的任何输出。</translation>
        </message>
        <message>
            <source>{name} takes {taken} values and a sample of the data has {given}.</source>
            <translation>{name} 需要 {taken} 个值，而数据的每个样本有 {given} 个。</translation>
        </message>
        <message>
            <source>{name} takes {wanted} values in brackets and the formula gives it {given}.</source>
            <translation>{name} 的括号里需要 {wanted} 个值，而公式给了 {given} 个。</translation>
        </message>
        <message>
            <source>{name} was cut off</source>
            <translation>{name} 不完整</translation>
        </message>
        <message>
            <source>{name} works at each place of the picture by itself. Put the Flatten before it, so that each of its neurons sees the whole picture.</source>
            <translation>{name}在图像的每个位置上单独计算。请把展平层放到它前面，使每个神经元看到整幅图像。</translation>
        </message>
        <message>
            <source>{name} would not fit behind it: {reason}</source>
            <translation>后面的 {name} 将不再适合：{reason}</translation>
        </message>
        <message>
            <source>{one} or {other}</source>
            <translation>{one}或{other}</translation>
        </message>
        <message>
            <source>{operator} computes its input {number}, which a layer keeps as a weight or a setting.</source>
            <translation>{operator} 的第 {number} 个输入由计算得出，而层将其保存为权重或设置。</translation>
        </message>
        <message>
            <source>{operator} computes with {kind} here, and layers with floating-point numbers.</source>
            <translation>{operator} 在此处用 {kind} 计算，而各层用浮点数计算。</translation>
        </message>
        <message>
            <source>{operator} does not fit the layer {layer}: {reason}</source>
            <translation>{operator} 与层 {layer} 不符：{reason}</translation>
        </message>
        <message>
            <source>{operator} goes beyond what the layer {layer} allows ({reason}).</source>
            <translation>{operator} 超出了层 {layer} 的允许范围（{reason}）。</translation>
        </message>
        <message>
            <source>{operator} has a constant as input {number}, where a layer reads what others give.</source>
            <translation>{operator} 的第 {number} 个输入是常量，而层在此处读取其他层的输出。</translation>
        </message>
        <message>
            <source>{operator} has a constant that differs from sample to sample. Layers treat all samples alike.</source>
            <translation>{operator} 有一个随样本而变的常量，而各层对所有样本一视同仁。</translation>
        </message>
        <message>
            <source>{operator} has samples in front and channels behind them, and here they are not.</source>
            <translation>{operator} 要求样本维在最前、其后为通道维，此处并非如此。</translation>
        </message>
        <message>
            <source>{operator} mixes the samples with another dimension. Layers treat each sample by itself.</source>
            <translation>{operator} 将样本与另一维混在一起，而各层对每个样本单独计算。</translation>
        </message>
        <message>
            <source>{operator} works across the samples, along dimension {axis}. Layers treat each sample by itself.</source>
            <translation>{operator} 沿第 {axis} 维跨样本计算，而各层对每个样本单独计算。</translation>
        </message>
        <message>
            <source>{optimizer} finds its step lengths itself. Choose another optimizer to look for a learning rate.</source>
            <translation>{optimizer} 会自行确定步长。请选择其他优化器来寻找学习率。</translation>
        </message>
        <message>
            <source>{output} is to predict a category among other targets. Give the category an output of its own.</source>
            <translation>{output} 要同时预测类别和其他目标。请为该类别单独设一个输出。</translation>
        </message>
        <message>
            <source>{output} is to predict “{column}”, which is no target of the data. Its targets are: {known}.</source>
            <translation>{output} 要预测“{column}”，但它不是数据的目标。数据的目标有：{known}。</translation>
        </message>
        <message>
            <source>{penalty} of {strength} pulls the weights to zero: those of {layer} are {size}, where {usual} is usual.</source>
            <translation>强度为 {strength} 的 {penalty} 把权重拉向零：{layer} 的权重为 {size}，通常应为 {usual}。</translation>
        </message>
        <message>
            <source>{place}: {reason}</source>
            <translation>{place}：{reason}</translation>
        </message>
        <message>
            <source>{problem} “dnngui check {path}” lists the problems and their repairs.</source>
            <translation>{problem}“dnngui check {path}”会列出问题及其修复方法。</translation>
        </message>
        <message>
            <source>{reason}</source>
            <translation>{reason}</translation>
        </message>
        <message>
            <source>{share} of the outputs of {layer} lie at the limits of its activation, where gradients vanish. Its weights are about {size}, where {usual} is usual.</source>
            <translation>{layer} 有 {share} 的输出位于激活函数的极限，那里梯度消失。其权重约为 {size}，通常应为 {usual}。</translation>
        </message>
        <message>
            <source>{share} of the units of {layer} are dead: they give 0 for every sample, so no gradient reaches their weights.</source>
            <translation>{layer} 有 {share} 的单元已失活：对每个样本都输出 0，因此没有梯度到达其权重。</translation>
        </message>
        <message>
            <source>{source} already depends on {target}: the connection would close a circle.</source>
            <translation>{source} 已依赖于 {target}：这条连接会形成环。</translation>
        </message>
        <message>
            <source>{source} already leads to {target}.</source>
            <translation>{source} 已连接到 {target}。</translation>
        </message>
        <message>
            <source>{source} cannot feed itself.</source>
            <translation>{source} 不能以自身为输入。</translation>
        </message>
        <message>
            <source>{symptom} The learning rate of {rate} is too high; in a trial from the first weights, {suggestion} did best.</source>
            <translation>{symptom}学习率 {rate} 太高；从初始权重试验，{suggestion} 效果最好。</translation>
        </message>
        <message>
            <source>{target} is an input: nothing can lead to it.</source>
            <translation>{target} 是输入层：不能有层连接到它。</translation>
        </message>
        <message>
            <source>{target} reads the data: no layer can lead to it.</source>
            <translation>{target} 读取数据：任何层都不能连接到它。</translation>
        </message>
        <message>
            <source>{target} takes at most {most} inputs.</source>
            <translation>{target} 最多接受 {most} 个输入。</translation>
        </message>
        <message>
            <source>{target} takes one input. Join several with Add or Concatenate.</source>
            <translation>{target} 只接受一个输入。请用相加层或拼接层合并多个输入。</translation>
        </message>
        <message>
            <source>{total} values do not fill the shape {target}. Use -1 for one length.</source>
            <translation>{total} 个值无法填满形状 {target}。请将其中一个长度设为 -1。</translation>
        </message>
        <message>
            <source>{trees} trees of up to {words} words are too many. Keep a part of the lines, or leave the longest out.</source>
            <translation>{trees} 棵最多 {words} 个单词的树太多了。请只保留一部分行，或去掉最长的树。</translation>
        </message>
        <message>
            <source>“{file}” has {count} characters and windows of {steps} steps need {least}. Open a longer text or use fewer steps.</source>
            <translation>“{file}”有 {count} 个字符，而 {steps} 步的窗口需要 {least} 个。请打开更长的文本或减少步数。</translation>
        </message>
        <message>
            <source>“{file}” has {count} different characters and up to {most} can be learned. Keep a part of it.</source>
            <translation>“{file}”有 {count} 个不同的字符，最多可学习 {most} 个。请只保留一部分。</translation>
        </message>
        <message>
            <source>“{file}” has {size} MB; texts of up to {limit} MB can be read. Keep a part of it.</source>
            <translation>“{file}”有 {size} MB；可读取的文本最大为 {limit} MB。请只保留一部分。</translation>
        </message>
        <message>
            <source>“{file}” is a workbook or an archive. Save the sheet as CSV and open that.</source>
            <translation>“{file}”是工作簿或压缩包。请将工作表另存为 CSV 再打开。</translation>
        </message>
        <message>
            <source>“{file}” is no text. Open a file of letters.</source>
            <translation>“{file}”不是文本。请打开文本文件。</translation>
        </message>
        <message>
            <source>“{file}” is not a text file. Save the table as CSV and open that.</source>
            <translation>“{file}”不是文本文件。请将表格另存为 CSV 再打开。</translation>
        </message>
        <message>
            <source>“{name}” does not belong into it</source>
            <translation>其中不应有“{name}”</translation>
        </message>
        <message>
            <source>“{name}” does not belong there</source>
            <translation>“{name}”不属于此处</translation>
        </message>
        <message>
            <source>“{name}” in the formula is not known. Name a layer’s number as in units(dense_1), or use one of {known}.</source>
            <translation>公式中的“{name}”无法识别。请像 units(dense_1) 那样写出某个层的数值，或使用其中之一：{known}。</translation>
        </message>
        <message>
            <source>“{name}” in the formula is not known. Use x1, x2, …, pi, e, or one of {known}.</source>
            <translation>公式中的“{name}”无法识别。请使用 x1、x2、…、pi、e，或以下函数之一：{known}。</translation>
        </message>
        <message>
            <source>“{name}” is missing</source>
            <translation>缺少“{name}”</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: {reason}.</source>
            <translation>“{path}”无法读取：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” could not be written ({reason}). Choose another name or folder.</source>
            <translation>无法写入“{path}”（{reason}）。请选择其他名称或文件夹。</translation>
        </message>
        <message>
            <source>“{path}” is a folder. Choose a file name.</source>
            <translation>“{path}”是文件夹。请指定文件名。</translation>
        </message>
        <message>
            <source>“{path}” is a folder. Choose a project's file.</source>
            <translation>“{path}”是文件夹。请选择项目文件。</translation>
        </message>
        <message>
            <source>“{path}” is damaged, or was not copied to its end. Open another copy of it.</source>
            <translation>“{path}”已损坏，或没有复制完整。请打开它的另一份副本。</translation>
        </message>
        <message>
            <source>“{path}” is damaged: {reason}. Open another copy of it.</source>
            <translation>“{path}”已损坏：{reason}。请打开它的另一份副本。</translation>
        </message>
        <message>
            <source>“{path}” is not a file. Choose a project's file.</source>
            <translation>“{path}”不是文件。请选择项目文件。</translation>
        </message>
        <message>
            <source>“{path}” is not a project of dnngui. Open a .dnn file.</source>
            <translation>“{path}”不是 dnngui 项目。请打开 .dnn 文件。</translation>
        </message>
        <message>
            <source>“{path}” is too large for a project's file.</source>
            <translation>“{path}”过大，不像是项目文件。</translation>
        </message>
        <message>
            <source>“{path}” may not be written. Choose another folder, or close the program that uses the file.</source>
            <translation>没有写入“{path}”的权限。请选择其他文件夹，或关闭正在使用该文件的程序。</translation>
        </message>
        <message>
            <source>“{path}” was made by a newer dnngui (version {version} of the file). Update the program.</source>
            <translation>“{path}”由更新版本的 dnngui 生成（文件版本 {version}）。请更新程序。</translation>
        </message>
        <message>
            <source>“{sign}” stands behind the tree. Write one tree a line.</source>
            <translation>树的后面还有“{sign}”。请每行只写一棵树。</translation>
        </message>
        <message>
            <source>“{token}” at place {place} of the formula “{text}” does not fit there. Mend it.</source>
            <translation>公式“{text}”第 {place} 个字符处的“{token}”位置不对。请修改公式。</translation>
        </message>
        <message>
            <source>“{value}” is not known</source>
            <translation>未知的“{value}”</translation>
        </message>
    </context>
    <context>
        <name>MiniMap</name>
        <message>
            <source>Drag the frame to see another part of the drawing.</source>
            <translation>拖动方框可查看网络图的其他部分。</translation>
        </message>
        <message>
            <source>Overview of the drawing</source>
            <translation>网络图概览</translation>
        </message>
    </context>
    <context>
        <name>NameEdit</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Rename {layer}</source>
            <translation>重命名 {layer}</translation>
        </message>
        <message>
            <source>Unique name; it leads the names of the layer's weights.</source>
            <translation>唯一的名称；该层权重的名称以它开头。</translation>
        </message>
    </context>
    <context>
        <name>NewTable</name>
        <message>
            <source>Open table</source>
            <translation>打开表格</translation>
        </message>
    </context>
    <context>
        <name>NoteColours</name>
        <message>
            <source>C&amp;olour of comments and frames</source>
            <translation>注释和框的颜色(&amp;O)</translation>
        </message>
        <message>
            <source>Gold</source>
            <translation>金色</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>灰色</translation>
        </message>
        <message>
            <source>Plum</source>
            <translation>紫红色</translation>
        </message>
        <message>
            <source>Rose</source>
            <translation>玫瑰色</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>青绿色</translation>
        </message>
        <message>
            <source>Violet</source>
            <translation>蓝紫色</translation>
        </message>
    </context>
    <context>
        <name>NoteField</name>
        <message>
            <source>Comment</source>
            <translation>注释</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Title of the frame</source>
            <translation>框的标题</translation>
        </message>
        <message>
            <source>Write here</source>
            <translation>在此书写</translation>
        </message>
    </context>
    <context>
        <name>Notes</name>
        <message>
            <source>Comment</source>
            <translation>注释</translation>
        </message>
        <message>
            <source>Comment: {text}</source>
            <translation>注释：{text}</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>框</translation>
        </message>
        <message>
            <source>Frame: {text}</source>
            <translation>框：{text}</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>Bring back</source>
            <translation>找回</translation>
        </message>
        <message>
            <source>Fit network to data</source>
            <translation>使网络适应数据</translation>
        </message>
        <message>
            <source>Go back to the last good weights</source>
            <translation>退回到最近的正常权重</translation>
        </message>
        <message>
            <source>Something went wrong in the program ({error}). You can go on and save your work.</source>
            <translation>程序出错（{error}）。您可以继续操作并保存。</translation>
        </message>
        <message>
            <source>The trained weights were dropped. You can bring them back until you train or edit.</source>
            <translation>已训练的权重被丢弃。在再次训练或编辑之前可以恢复。</translation>
        </message>
        <message>
            <source>These are the best weights of the run. You can bring the last ones back until you train or edit.</source>
            <translation>这是本次训练的最佳权重。在继续训练或编辑之前，可以恢复最后的权重。</translation>
        </message>
        <message>
            <source>These are the weights of epoch {epoch}, the best of the run. You can bring the last ones back until you train or edit.</source>
            <translation>这是第 {epoch} 轮的权重，为本次训练中最佳。在继续训练或编辑之前，可以恢复最后的权重。</translation>
        </message>
    </context>
    <context>
        <name>NumberBox</name>
        <message>
            <source>several</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>Outline</name>
        <message>
            <source>Comments and frames</source>
            <translation>注释和框</translation>
        </message>
        <message>
            <source>output {shape}</source>
            <translation>输出 {shape}</translation>
        </message>
        <message>
            <source>receives from {sources}</source>
            <translation>接收自 {sources}</translation>
        </message>
        <message>
            <source>{what}, in {group}</source>
            <translation>{what}，位于 {group}</translation>
        </message>
    </context>
    <context>
        <name>OutlinePanel</name>
        <message>
            <source>Outline</source>
            <translation>大纲</translation>
        </message>
        <message>
            <source>Rename {layer}</source>
            <translation>重命名 {layer}</translation>
        </message>
    </context>
    <context>
        <name>OutlineTree</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Layers of the network</source>
            <translation>网络的层</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数量</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
    </context>
    <context>
        <name>OutputPicker</name>
        <message>
            <source>Output of the network</source>
            <translation>网络的输出</translation>
        </message>
        <message>
            <source>{targets} → {output}</source>
            <translation>{targets} → {output}</translation>
        </message>
    </context>
    <context>
        <name>OwnPoints</name>
        <message>
            <source>Begin own points</source>
            <translation>开始自绘数据点</translation>
        </message>
        <message>
            <source>Click to place a point, drag a point to move it.</source>
            <translation>点击放置数据点，拖动可移动数据点。</translation>
        </message>
    </context>
    <context>
        <name>PageView</name>
        <message>
            <source>Formulas</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Sample {sample}, neuron {unit} and input {source}, in numbers:</source>
            <translation>样本 {sample}、神经元 {unit} 和输入 {source}，代入数值：</translation>
        </message>
        <message>
            <source>Sample {sample}, neuron {unit}, in numbers:</source>
            <translation>样本 {sample}、神经元 {unit}，代入数值：</translation>
        </message>
        <message>
            <source>The same with numbers</source>
            <translation>代入数值</translation>
        </message>
        <message>
            <source>The weight from input {source} to neuron {unit}, in numbers:</source>
            <translation>从输入 {source} 到神经元 {unit} 的权重，代入数值：</translation>
        </message>
    </context>
    <context>
        <name>PaletteList</name>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
    </context>
    <context>
        <name>PalettePanel</name>
        <message>
            <source>Enter adds the best match.</source>
            <translation>按 Enter 添加最匹配的层。</translation>
        </message>
        <message>
            <source>No layer is called that.</source>
            <translation>没有这个名称的层。</translation>
        </message>
        <message>
            <source>Palette</source>
            <translation>层面板</translation>
        </message>
        <message>
            <source>Search layers</source>
            <translation>搜索层</translation>
        </message>
    </context>
    <context>
        <name>PanelMenu</name>
        <message>
            <source>CSV tables (*.csv)</source>
            <translation>CSV 表格 (*.csv)</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适应</translation>
        </message>
        <message>
            <source>Menu of the panel</source>
            <translation>面板菜单</translation>
        </message>
        <message>
            <source>PNG pictures (*.png)</source>
            <translation>PNG 图片 (*.png)</translation>
        </message>
        <message>
            <source>SVG drawings (*.svg)</source>
            <translation>SVG 图形 (*.svg)</translation>
        </message>
        <message>
            <source>Save picture</source>
            <translation>保存图片</translation>
        </message>
        <message>
            <source>Save picture…</source>
            <translation>保存图片…</translation>
        </message>
        <message>
            <source>Save values</source>
            <translation>保存数值</translation>
        </message>
        <message>
            <source>Save values as CSV…</source>
            <translation>将数值保存为 CSV…</translation>
        </message>
        <message>
            <source>The picture could not be written: {reason}. Choose another place.</source>
            <translation>无法写入图片：{reason}。请选择其他位置。</translation>
        </message>
        <message>
            <source>The values could not be written: {reason}. Choose another place.</source>
            <translation>无法写入数值：{reason}。请选择其他位置。</translation>
        </message>
    </context>
    <context>
        <name>PartPicker</name>
        <message>
            <source>Part of the data</source>
            <translation>数据部分</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
    </context>
    <context>
        <name>PointDrawing</name>
        <message>
            <source>Add point</source>
            <translation>添加数据点</translation>
        </message>
        <message>
            <source>Brush points</source>
            <translation>用画笔绘制数据点</translation>
        </message>
        <message>
            <source>Clear points</source>
            <translation>清空数据点</translation>
        </message>
        <message>
            <source>Erase points</source>
            <translation>擦除数据点</translation>
        </message>
        <message>
            <source>Move point</source>
            <translation>移动数据点</translation>
        </message>
    </context>
    <context>
        <name>PointTools</name>
        <message>
            <source>Brush: several points at a time</source>
            <translation>画笔：一次放置多个数据点</translation>
        </message>
        <message>
            <source>Class {name}</source>
            <translation>类别 {name}</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清空</translation>
        </message>
        <message>
            <source>Eraser: takes points away</source>
            <translation>橡皮擦：擦除数据点</translation>
        </message>
        <message>
            <source>Place or move a point</source>
            <translation>放置或移动数据点</translation>
        </message>
        <message>
            <source>Points of a new class</source>
            <translation>新类别的数据点</translation>
        </message>
        <message>
            <source>Size of brush and eraser</source>
            <translation>画笔和橡皮擦的大小</translation>
        </message>
        <message>
            <source>Take all points away and begin with an empty plane</source>
            <translation>移除所有数据点，从空白平面开始</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标值</translation>
        </message>
        <message>
            <source>Target of new points</source>
            <translation>新数据点的目标值</translation>
        </message>
    </context>
    <context>
        <name>ProblemRow</name>
        <message>
            <source>Show the layer</source>
            <translation>显示该层</translation>
        </message>
    </context>
    <context>
        <name>ProblemsPanel</name>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>No problems</source>
            <translation>没有问题</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>What the doctor sees in this run</source>
            <translation>对本次训练的诊断</translation>
        </message>
    </context>
    <context>
        <name>RateBox</name>
        <message>
            <source>Error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Length of each step downhill; can be changed while it runs.</source>
            <translation>每一步下降的步长；运行时可以更改。</translation>
        </message>
    </context>
    <context>
        <name>RateControl</name>
        <message>
            <source>Find a learning rate</source>
            <translation>查找学习率</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Rate now {rate}</source>
            <translation>当前学习率 {rate}</translation>
        </message>
        <message>
            <source>Set learning rate</source>
            <translation>设置学习率</translation>
        </message>
        <message>
            <source>The schedule has moved the learning rate to this.</source>
            <translation>学习率调度已将学习率调整到此值。</translation>
        </message>
    </context>
    <context>
        <name>RateDialog</name>
        <message>
            <source>A copy of the network makes some steps, each with a greater rate than the one before. The run stays as it is.</source>
            <translation>用网络的副本训练若干步，每一步的学习率都比前一步大。训练本身保持不变。</translation>
        </message>
        <message>
            <source>At {rate} the loss falls well and is far from rising. Click another place to choose that.</source>
            <translation>学习率为 {rate} 时损失下降良好，且离上升还很远。单击其他位置可选择别的学习率。</translation>
        </message>
        <message>
            <source>Find a learning rate</source>
            <translation>查找学习率</translation>
        </message>
        <message>
            <source>Loss against learning rate</source>
            <translation>损失随学习率的变化</translation>
        </message>
        <message>
            <source>Nothing was found: the first step gave no finite loss. Reset the run.</source>
            <translation>没有结果：第一步的损失就不是有限数。请重置训练。</translation>
        </message>
        <message>
            <source>Rate {rate}: loss {loss}</source>
            <translation>学习率 {rate}：损失 {loss}</translation>
        </message>
        <message>
            <source>Steps of the trial</source>
            <translation>试验步数</translation>
        </message>
        <message>
            <source>The loss fell at no rate. Click a place to choose one all the same.</source>
            <translation>在任何学习率下损失都没有下降。仍可单击某处选择一个学习率。</translation>
        </message>
        <message>
            <source>Use this rate</source>
            <translation>使用此学习率</translation>
        </message>
        <message>
            <source>Use {rate}</source>
            <translation>使用 {rate}</translation>
        </message>
    </context>
    <context>
        <name>RateSearch</name>
        <message>
            <source>Pause the run to look for a learning rate.</source>
            <translation>请先暂停训练，再查找学习率。</translation>
        </message>
        <message>
            <source>Set learning rate</source>
            <translation>设置学习率</translation>
        </message>
        <message>
            <source>The data is being read.</source>
            <translation>正在读取数据。</translation>
        </message>
        <message>
            <source>The run has failed. Go back or reset it to look for a learning rate.</source>
            <translation>训练失败。请先回退或重置，再查找学习率。</translation>
        </message>
        <message>
            <source>There is nothing to train yet.</source>
            <translation>还没有可训练的内容。</translation>
        </message>
    </context>
    <context>
        <name>Reading</name>
        <message>
            <source>Class {name}: output {value}</source>
            <translation>类别 {name}：输出 {value}</translation>
        </message>
        <message>
            <source>Class {name}: {share}</source>
            <translation>类别 {name}：{share}</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>output {number}</source>
            <translation>输出 {number}</translation>
        </message>
    </context>
    <context>
        <name>Recall</name>
        <message>
            <source>Bring back the trained weights</source>
            <translation>找回训练好的权重</translation>
        </message>
        <message>
            <source>Draw new weights</source>
            <translation>重新随机权重</translation>
        </message>
        <message>
            <source>Keeping the trained weights…</source>
            <translation>正在保留训练好的权重…</translation>
        </message>
        <message>
            <source>These are the best weights already.</source>
            <translation>当前已是最佳权重。</translation>
        </message>
    </context>
    <context>
        <name>ReconstructionsPanel</name>
        <message>
            <source>Given back</source>
            <translation>重建结果</translation>
        </message>
        <message>
            <source>Original</source>
            <translation>原始</translation>
        </message>
        <message>
            <source>Reconstructions</source>
            <translation>重建</translation>
        </message>
        <message>
            <source>Shown for autoencoders: networks that give back what they read.</source>
            <translation>用于自编码器：即还原其输入的网络。</translation>
        </message>
        <message>
            <source>Test samples</source>
            <translation>测试样本</translation>
        </message>
        <message>
            <source>Training samples</source>
            <translation>训练样本</translation>
        </message>
        <message>
            <source>With noise</source>
            <translation>加噪</translation>
        </message>
        <message>
            <source>{part}, mean squared error {error}</source>
            <translation>{part}，均方误差 {error}</translation>
        </message>
    </context>
    <context>
        <name>RowPicker</name>
        <message>
            <source>Row of the data</source>
            <translation>数据的行</translation>
        </message>
    </context>
    <context>
        <name>RowStrip</name>
        <message>
            <source>Rows {numbers}</source>
            <translation>行 {numbers}</translation>
        </message>
    </context>
    <context>
        <name>Running</name>
        <message>
            <source>The data is being read.</source>
            <translation>正在读取数据。</translation>
        </message>
    </context>
    <context>
        <name>ScheduleCurve</name>
        <message>
            <source>Epoch {epoch}: {rate}</source>
            <translation>第 {epoch} 轮：{rate}</translation>
        </message>
        <message>
            <source>From {first} to {last}, at most {top}</source>
            <translation>从 {first} 到 {last}，最高 {top}</translation>
        </message>
        <message>
            <source>Learning rate over the epochs</source>
            <translation>学习率随轮次的变化</translation>
        </message>
        <message>
            <source>When it falls depends on the run. Falls so far: {count}, last at epoch {epoch}.</source>
            <translation>何时下降取决于训练过程。目前已下降 {count} 次，最近一次在第 {epoch} 轮。</translation>
        </message>
        <message>
            <source>When it falls depends on the run. It has not fallen so far.</source>
            <translation>何时下降取决于训练过程。目前尚未下降。</translation>
        </message>
        <message>
            <source>{count} epochs</source>
            <translation>{count} 轮</translation>
        </message>
    </context>
    <context>
        <name>Scope</name>
        <message>
            <source>A group's input has the shape of what the group reads.</source>
            <translation>组的输入形状由组所读取的层决定。</translation>
        </message>
    </context>
    <context>
        <name>SeparationPanel</name>
        <message>
            <source>All classes</source>
            <translation>所有类别</translation>
        </message>
        <message>
            <source>Area under the curve {value}</source>
            <translation>曲线下面积 {value}</translation>
        </message>
        <message>
            <source>Average precision {value}</source>
            <translation>平均精确率 {value}</translation>
        </message>
        <message>
            <source>Class to be found</source>
            <translation>要识别的类别</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>False alarms: {count} of {all}</source>
            <translation>误报：{all} 个中的 {count} 个</translation>
        </message>
        <message>
            <source>Found: {count} of {all}</source>
            <translation>找到：{all} 个中的 {count} 个</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>Precision {share}</source>
            <translation>精确率 {share}</translation>
        </message>
        <message>
            <source>Precision–recall</source>
            <translation>精确率–召回率</translation>
        </message>
        <message>
            <source>ROC</source>
            <translation>ROC</translation>
        </message>
        <message>
            <source>ROC and precision</source>
            <translation>ROC 与精确率</translation>
        </message>
        <message>
            <source>These curves need a network that tells the classes apart.</source>
            <translation>这些曲线需要能区分类别的网络。</translation>
        </message>
        <message>
            <source>These data have numbers to be predicted, and no classes to be found.</source>
            <translation>这些数据的目标是数值，没有可识别的类别。</translation>
        </message>
        <message>
            <source>Threshold {value}</source>
            <translation>阈值 {value}</translation>
        </message>
        <message>
            <source>True positive rate</source>
            <translation>真正率</translation>
        </message>
        <message>
            <source>false positive rate</source>
            <translation>假正率</translation>
        </message>
        <message>
            <source>recall</source>
            <translation>召回率</translation>
        </message>
    </context>
    <context>
        <name>SequenceForm</name>
        <message>
            <source>Draw other sequences</source>
            <translation>生成其他序列</translation>
        </message>
        <message>
            <source>How far the values stray.</source>
            <translation>数值偏离的程度。</translation>
        </message>
        <message>
            <source>How many different ones there are.</source>
            <translation>不同符号的个数。</translation>
        </message>
        <message>
            <source>In words.</source>
            <translation>以单词计。</translation>
        </message>
        <message>
            <source>Length of each sequence.</source>
            <translation>每个序列的长度。</translation>
        </message>
        <message>
            <source>Longest phrase</source>
            <translation>最长短语</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Sequences</source>
            <translation>序列</translation>
        </message>
        <message>
            <source>Set length of phrases</source>
            <translation>设置短语长度</translation>
        </message>
        <message>
            <source>Set length of sequences</source>
            <translation>设置序列长度</translation>
        </message>
        <message>
            <source>Set noise</source>
            <translation>设置噪声</translation>
        </message>
        <message>
            <source>Set number of sequences</source>
            <translation>设置序列数量</translation>
        </message>
        <message>
            <source>Set number of symbols</source>
            <translation>设置符号数量</translation>
        </message>
        <message>
            <source>Set seed of sequences</source>
            <translation>设置序列种子</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>Symbols</source>
            <translation>符号</translation>
        </message>
        <message>
            <source>The same seed draws the same sequences.</source>
            <translation>相同的种子生成相同的序列。</translation>
        </message>
        <message>
            <source>Their number.</source>
            <translation>数量。</translation>
        </message>
    </context>
    <context>
        <name>SharedSection</name>
        <message>
            <source>Training of these layers</source>
            <translation>这些层的训练</translation>
        </message>
        <message>
            <source>What is set here is set in all of them.</source>
            <translation>在此设置的值将应用于所有选中的层。</translation>
        </message>
        <message>
            <source>as all</source>
            <translation>同全局</translation>
        </message>
        <message>
            <source>{count} layers together</source>
            <translation>{count} 个层一起编辑</translation>
        </message>
    </context>
    <context>
        <name>Sign</name>
        <message>
            <source>Error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>警告</translation>
        </message>
    </context>
    <context>
        <name>SmoothingAction</name>
        <message>
            <source>Light</source>
            <translation>轻度</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>中度</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Strong</source>
            <translation>强</translation>
        </message>
    </context>
    <context>
        <name>SourcePicker</name>
        <message>
            <source>1,797 pictures of 8 × 8, 10 classes</source>
            <translation>1,797 张 8 × 8 图片，10 个类别</translation>
        </message>
        <message>
            <source>150 rows, 4 features, 3 classes</source>
            <translation>150 行，4 个特征，3 个类别</translation>
        </message>
        <message>
            <source>178 rows, 13 features, 3 classes</source>
            <translation>178 行，13 个特征，3 个类别</translation>
        </message>
        <message>
            <source>4 rows, 2 features, 2 classes</source>
            <translation>4 行，2 个特征，2 个类别</translation>
        </message>
        <message>
            <source>442 rows, 10 features, a number to predict</source>
            <translation>442 行，10 个特征，预测一个数值</translation>
        </message>
        <message>
            <source>569 rows, 30 features, 2 classes</source>
            <translation>569 行，30 个特征，2 个类别</translation>
        </message>
        <message>
            <source>Breast cancer</source>
            <translation>乳腺癌</translation>
        </message>
        <message>
            <source>Built-in sets</source>
            <translation>内置数据集</translation>
        </message>
        <message>
            <source>Bumps: a landscape to predict</source>
            <translation>山丘：预测高低起伏</translation>
        </message>
        <message>
            <source>Circle: a disc in a ring</source>
            <translation>圆形：圆环中的圆盘</translation>
        </message>
        <message>
            <source>Diabetes</source>
            <translation>糖尿病</translation>
        </message>
        <message>
            <source>Digits</source>
            <translation>手写数字</translation>
        </message>
        <message>
            <source>Draw on your points…</source>
            <translation>继续绘制数据点…</translation>
        </message>
        <message>
            <source>Draw points…</source>
            <translation>绘制数据点…</translation>
        </message>
        <message>
            <source>Exclusive or: four quarters</source>
            <translation>异或：四个象限</translation>
        </message>
        <message>
            <source>Gauss: two clouds</source>
            <translation>高斯：两团点</translation>
        </message>
        <message>
            <source>Iris</source>
            <translation>鸢尾花</translation>
        </message>
        <message>
            <source>Learn from the columns of your own CSV file, or from your own trees.</source>
            <translation>从您自己的 CSV 文件的列或您自己的树中学习。</translation>
        </message>
        <message>
            <source>Line: y = 3 + 4x to predict</source>
            <translation>直线：预测 y = 3 + 4x</translation>
        </message>
        <message>
            <source>Moons: two half circles</source>
            <translation>月牙：两个半圆</translation>
        </message>
        <message>
            <source>Open another table…</source>
            <translation>打开其他表格…</translation>
        </message>
        <message>
            <source>Open table…</source>
            <translation>打开表格…</translation>
        </message>
        <message>
            <source>Open text or table…</source>
            <translation>打开文本或表格…</translation>
        </message>
        <message>
            <source>Place points of your own in the boundary panel.</source>
            <translation>在决策边界面板中放置自己的数据点。</translation>
        </message>
        <message>
            <source>Plane: a slope to predict</source>
            <translation>平面：预测斜坡</translation>
        </message>
        <message>
            <source>Reversing</source>
            <translation>倒序</translation>
        </message>
        <message>
            <source>Sentences, each next letter to predict</source>
            <translation>句子，预测每个下一个字母</translation>
        </message>
        <message>
            <source>Sentiment phrases</source>
            <translation>情感短语</translation>
        </message>
        <message>
            <source>Sequences of numbers, the next to predict</source>
            <translation>数字序列，预测下一个值</translation>
        </message>
        <message>
            <source>Sorting</source>
            <translation>排序</translation>
        </message>
        <message>
            <source>Spiral: two arms</source>
            <translation>螺旋：两条旋臂</translation>
        </message>
        <message>
            <source>Symbols to put in order, a class each step</source>
            <translation>把符号排序，每一步一个类别</translation>
        </message>
        <message>
            <source>Symbols to say backwards, a class each step</source>
            <translation>把符号倒过来，每一步一个类别</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>Trees of words, good or bad at each node</source>
            <translation>由单词组成的树，每个节点或褒或贬</translation>
        </message>
        <message>
            <source>Wave</source>
            <translation>波形</translation>
        </message>
        <message>
            <source>Wine</source>
            <translation>葡萄酒</translation>
        </message>
        <message>
            <source>XOR table</source>
            <translation>异或表</translation>
        </message>
    </context>
    <context>
        <name>SpeedPanel</name>
        <message>
            <source>Draw a network that fits the data first.</source>
            <translation>请先绘制与数据相符的网络。</translation>
        </message>
        <message>
            <source>Epoch takes</source>
            <translation>每轮用时</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Press Run to see the speed.</source>
            <translation>按“运行”查看速度。</translation>
        </message>
        <message>
            <source>Samples/s</source>
            <translation>样本/秒</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Steps per second</source>
            <translation>每秒步数</translation>
        </message>
        <message>
            <source>Steps/s</source>
            <translation>步/秒</translation>
        </message>
        <message>
            <source>Weights: {size}</source>
            <translation>权重：{size}</translation>
        </message>
        <message>
            <source>seconds of training</source>
            <translation>训练时间（秒）</translation>
        </message>
        <message>
            <source>steps/s</source>
            <translation>步/秒</translation>
        </message>
        <message>
            <source>{speed} steps per second</source>
            <translation>每秒 {speed} 步</translation>
        </message>
    </context>
    <context>
        <name>SplitForm</name>
        <message>
            <source>Each class has the same share in both parts.</source>
            <translation>每个类别在两部分中所占比例相同。</translation>
        </message>
        <message>
            <source>Held out for testing</source>
            <translation>测试集比例</translation>
        </message>
        <message>
            <source>Hold out other rows</source>
            <translation>换一批测试数据</translation>
        </message>
        <message>
            <source>Keep shares of classes</source>
            <translation>保持类别比例</translation>
        </message>
        <message>
            <source>Keep the order</source>
            <translation>保持顺序</translation>
        </message>
        <message>
            <source>Mean 0 and deviation 1, measured on the training part alone.</source>
            <translation>均值 0、标准差 1，仅由训练集计算。</translation>
        </message>
        <message>
            <source>Reconstruct the input</source>
            <translation>重建输入</translation>
        </message>
        <message>
            <source>Set reconstruction of the input</source>
            <translation>设置重建输入</translation>
        </message>
        <message>
            <source>Set shares of classes</source>
            <translation>设置类别比例</translation>
        </message>
        <message>
            <source>Set split seed</source>
            <translation>设置划分种子</translation>
        </message>
        <message>
            <source>Set standardising of features</source>
            <translation>设置特征标准化</translation>
        </message>
        <message>
            <source>Set standardising of the target</source>
            <translation>设置目标标准化</translation>
        </message>
        <message>
            <source>Set test share</source>
            <translation>设置测试集比例</translation>
        </message>
        <message>
            <source>Set the order of rows</source>
            <translation>设置行的顺序</translation>
        </message>
        <message>
            <source>Set the range of features</source>
            <translation>设置特征的范围</translation>
        </message>
        <message>
            <source>Share of the rows that the network is tested on and never learns from.</source>
            <translation>用来测试网络、从不参与学习的行所占的比例。</translation>
        </message>
        <message>
            <source>Split seed</source>
            <translation>划分种子</translation>
        </message>
        <message>
            <source>Standardise features</source>
            <translation>特征标准化</translation>
        </message>
        <message>
            <source>Standardise target</source>
            <translation>目标标准化</translation>
        </message>
        <message>
            <source>The inputs themselves are what is to be learned, as by an autoencoder. R² then counts each input by its variance.</source>
            <translation>学习目标就是输入本身，如自编码器。此时 R² 按每个输入的方差加权。</translation>
        </message>
        <message>
            <source>The last rows are held out, and batches take the others as they follow.</source>
            <translation>最后的行留作测试，批次按顺序取其余的行。</translation>
        </message>
        <message>
            <source>The least value of the training part becomes 0 and the greatest 1.</source>
            <translation>训练部分的最小值变为 0，最大值变为 1。</translation>
        </message>
        <message>
            <source>The network learns it with mean 0 and deviation 1.</source>
            <translation>网络学习均值 0、标准差 1 的目标。</translation>
        </message>
        <message>
            <source>The same seed holds out the same rows.</source>
            <translation>相同的种子留出相同的行。</translation>
        </message>
        <message>
            <source>To the range 0 to 1 instead</source>
            <translation>改为缩放到 0 到 1</translation>
        </message>
    </context>
    <context>
        <name>SpreadsPanel</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation>轮次 {epoch}</translation>
        </message>
        <message>
            <source>Gradients</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Press Run to see how they are spread.</source>
            <translation>按“运行”查看其分布。</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weights and gradients</source>
            <translation>权重与梯度</translation>
        </message>
        <message>
            <source>Weights of which layer</source>
            <translation>哪一层的权重</translation>
        </message>
        <message>
            <source>Weights or gradients</source>
            <translation>权重或梯度</translation>
        </message>
        <message>
            <source>{name}: median {middle}, nine of ten between {low} and {high}</source>
            <translation>{name}：中位数 {middle}，十分之九介于 {low} 与 {high} 之间</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>Draw a line around the layers to select.</source>
            <translation>画一圈线，选中其中的层。</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Colours: {names}</source>
            <translation>颜色：{names}</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>另有 {count} 个</translation>
        </message>
    </context>
    <context>
        <name>Surgery</name>
        <message>
            <source>A change keeps every weight that still fits, not what the network computes.</source>
            <translation>更改后保留所有仍然匹配的权重，但网络的计算结果会改变。</translation>
        </message>
        <message>
            <source>Add a filter to {layer}</source>
            <translation>为 {layer} 添加一个滤波器</translation>
        </message>
        <message>
            <source>Add a layer behind {layer}</source>
            <translation>在 {layer} 之后添加一层</translation>
        </message>
        <message>
            <source>Add a neuron to {count} layers</source>
            <translation>为 {count} 个层各添加一个神经元</translation>
        </message>
        <message>
            <source>Add a neuron to {layer}</source>
            <translation>为 {layer} 添加一个神经元</translation>
        </message>
        <message>
            <source>More keep what the network computes; fewer keep the weights of the first.</source>
            <translation>增加时网络的计算结果保持不变；减少时保留前面单元的权重。</translation>
        </message>
        <message>
            <source>Remove a filter from {layer}</source>
            <translation>从 {layer} 移除一个滤波器</translation>
        </message>
        <message>
            <source>Remove a neuron from {count} layers</source>
            <translation>从 {count} 个层各移除一个神经元</translation>
        </message>
        <message>
            <source>Remove a neuron from {layer}</source>
            <translation>从 {layer} 移除一个神经元</translation>
        </message>
        <message>
            <source>Remove {layer}</source>
            <translation>移除 {layer}</translation>
        </message>
    </context>
    <context>
        <name>TableDialog</name>
        <message>
            <source>OK</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Open table</source>
            <translation>打开表格</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
    </context>
    <context>
        <name>TableForm</name>
        <message>
            <source>Category</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Drop rows</source>
            <translation>删除该行</translation>
        </message>
        <message>
            <source>Each value has an input of its own.</source>
            <translation>每个取值各占一个输入。</translation>
        </message>
        <message>
            <source>Feature</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>填补缺失</translation>
        </message>
        <message>
            <source>First rows</source>
            <translation>前几行</translation>
        </message>
        <message>
            <source>How much the row counts.</source>
            <translation>该行的分量。</translation>
        </message>
        <message>
            <source>Ignored</source>
            <translation>忽略</translation>
        </message>
        <message>
            <source>It is left out.</source>
            <translation>不使用该列。</translation>
        </message>
        <message>
            <source>Its values are standardised.</source>
            <translation>其值会被标准化。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Missing values</source>
            <translation>缺失值</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Rows: {rows}, columns: {columns}, missing values: {gaps}</source>
            <translation>行：{rows}，列：{columns}，缺失值：{gaps}</translation>
        </message>
        <message>
            <source>Select a column above</source>
            <translation>请在上方选择一列</translation>
        </message>
        <message>
            <source>Set missing values</source>
            <translation>设置缺失值</translation>
        </message>
        <message>
            <source>Set {field} of {columns}</source>
            <translation>设置 {columns} 的{field}</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>The network predicts it.</source>
            <translation>由网络预测。</translation>
        </message>
        <message>
            <source>The network reads it.</source>
            <translation>由网络读取。</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>{count} selected columns</source>
            <translation>已选 {count} 列</translation>
        </message>
    </context>
    <context>
        <name>TableFormat</name>
        <message>
            <source>Bar</source>
            <translation>竖线</translation>
        </message>
        <message>
            <source>Blanks</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Comma</source>
            <translation>逗号</translation>
        </message>
        <message>
            <source>Comma 1,5</source>
            <translation>逗号 1,5</translation>
        </message>
        <message>
            <source>Decimal sign</source>
            <translation>小数点</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>First row is a header</source>
            <translation>首行为表头</translation>
        </message>
        <message>
            <source>Point 1.5</source>
            <translation>句点 1.5</translation>
        </message>
        <message>
            <source>Semicolon</source>
            <translation>分号</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>分隔符</translation>
        </message>
        <message>
            <source>Set header</source>
            <translation>设置表头</translation>
        </message>
        <message>
            <source>Set {field}</source>
            <translation>设置{field}</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>制表符</translation>
        </message>
    </context>
    <context>
        <name>TableOpener</name>
        <message>
            <source>Open table</source>
            <translation>打开表格</translation>
        </message>
        <message>
            <source>Reading {name}…</source>
            <translation>正在读取 {name}…</translation>
        </message>
        <message>
            <source>Tables and treebanks ({endings});;All files (*)</source>
            <translation>表格和树库 ({endings});;所有文件 (*)</translation>
        </message>
    </context>
    <context>
        <name>TensorView</name>
        <message>
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Channel of {name}</source>
            <translation>{name}的通道</translation>
        </message>
        <message>
            <source>Symbol</source>
            <translation>符号</translation>
        </message>
        <message>
            <source>{count} samples of {shape}</source>
            <translation>{count} 个样本，形状 {shape}</translation>
        </message>
    </context>
    <context>
        <name>TilesView</name>
        <message>
            <source>Unit {unit}, channel {channel}: {low} to {high}</source>
            <translation>单元 {unit}，通道 {channel}：{low} 到 {high}</translation>
        </message>
        <message>
            <source>Unit {unit}: {low} to {high}</source>
            <translation>单元 {unit}：{low} 到 {high}</translation>
        </message>
    </context>
    <context>
        <name>TimelineBar</name>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Back to the present</source>
            <translation>回到现在</translation>
        </message>
        <message>
            <source>Duration of the film</source>
            <translation>影片时长</translation>
        </message>
        <message>
            <source>Epoch {epoch}</source>
            <translation>轮次 {epoch}</translation>
        </message>
        <message>
            <source>Go on from here</source>
            <translation>从此处继续</translation>
        </message>
        <message>
            <source>Go on from the moment that is shown</source>
            <translation>从所示时刻继续</translation>
        </message>
        <message>
            <source>How long the film of the whole run takes</source>
            <translation>整个训练过程的影片播放多长时间</translation>
        </message>
        <message>
            <source>Moment that is shown</source>
            <translation>所示时刻</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Play the run as a film</source>
            <translation>将训练过程作为影片播放</translation>
        </message>
        <message>
            <source>Save the film</source>
            <translation>保存影片</translation>
        </message>
        <message>
            <source>Stop the film</source>
            <translation>停止播放影片</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
    </context>
    <context>
        <name>TimelineStrip</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation>轮次 {epoch}</translation>
        </message>
        <message>
            <source>The run can be gone through here once it has begun.</source>
            <translation>训练开始后，可在此浏览整个过程。</translation>
        </message>
        <message>
            <source>This network is too large for the timeline's memory. Give it more.</source>
            <translation>此网络超出时间线内存。请增大时间线内存。</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
    </context>
    <context>
        <name>TrailBar</name>
        <message>
            <source>Back to {name}</source>
            <translation>返回 {name}</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Opened groups</source>
            <translation>已打开的组</translation>
        </message>
        <message>
            <source>× {count}: each copy learns by itself, the first one's weights are shown</source>
            <translation>× {count}：每个副本各自学习，此处显示第一个副本的权重</translation>
        </message>
    </context>
    <context>
        <name>TrainingSection</name>
        <message>
            <source>An RBM ends the network: it learns its inputs alone, without targets. Select it in the drawing to set how.</source>
            <translation>网络以受限玻尔兹曼机结尾：它只学习输入，不需要目标。请在图中选中它来设置学习方式。</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层数</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数量</translation>
        </message>
        <message>
            <source>Set {field}</source>
            <translation>设置{field}</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>all rows</source>
            <translation>所有行</translation>
        </message>
        <message>
            <source>all samples</source>
            <translation>全部样本</translation>
        </message>
        <message>
            <source>no bound</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>the middle</source>
            <translation>中点</translation>
        </message>
    </context>
    <context>
        <name>TransportBar</name>
        <message>
            <source>Accuracy</source>
            <translation>准确率</translation>
        </message>
        <message>
            <source>Back to the same first weights</source>
            <translation>回到相同的初始权重</translation>
        </message>
        <message>
            <source>Draw new first weights</source>
            <translation>重新随机初始权重</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>轮次</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>误差</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Free energy</source>
            <translation>自由能</translation>
        </message>
        <message>
            <source>Full speed</source>
            <translation>全速</translation>
        </message>
        <message>
            <source>Go back to the last good weights and run</source>
            <translation>退回到最近的正常权重并运行</translation>
        </message>
        <message>
            <source>Go back to the last good weights and train for one epoch</source>
            <translation>退回到最近的正常权重并训练一轮</translation>
        </message>
        <message>
            <source>Go back to the last good weights and train on one batch</source>
            <translation>退回到最近的正常权重并训练一个批次</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Go to the best weights of this run</source>
            <translation>转到本次训练的最佳权重</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>未就绪</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Pre-training layer {place} of {layers}, epoch {epoch} of {epochs}</source>
            <translation>正在预训练第 {place} 层（共 {layers} 层），第 {epoch} 轮（共 {epochs} 轮）</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>R²</source>
            <translation>R²</translation>
        </message>
        <message>
            <source>Slow</source>
            <translation>慢速</translation>
        </message>
        <message>
            <source>Small networks learn too fast to be watched</source>
            <translation>小网络学得太快，来不及观察</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Test R²</source>
            <translation>测试 R²</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>测试准确率</translation>
        </message>
        <message>
            <source>Test error</source>
            <translation>测试误差</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>测试损失</translation>
        </message>
        <message>
            <source>Train for one epoch</source>
            <translation>训练一轮</translation>
        </message>
        <message>
            <source>Train on one batch</source>
            <translation>训练一个批次</translation>
        </message>
        <message>
            <source>Transport</source>
            <translation>训练控制</translation>
        </message>
        <message>
            <source>Watchable</source>
            <translation>便于观察</translation>
        </message>
        <message>
            <source>{count} M</source>
            <translation>{count} 百万</translation>
        </message>
        <message>
            <source>{count} steps/s</source>
            <translation>{count} 步/秒</translation>
        </message>
        <message>
            <source>{speed} on {workers} cores</source>
            <translation>{speed}，{workers} 个核心</translation>
        </message>
    </context>
    <context>
        <name>UnitsRow</name>
        <message>
            <source>+ Filter</source>
            <translation>+ 滤波器</translation>
        </message>
        <message>
            <source>+ Neuron</source>
            <translation>+ 神经元</translation>
        </message>
        <message>
            <source>Add a filter</source>
            <translation>添加滤波器</translation>
        </message>
        <message>
            <source>Add a neuron</source>
            <translation>添加神经元</translation>
        </message>
        <message>
            <source>Remove a filter</source>
            <translation>移除滤波器</translation>
        </message>
        <message>
            <source>Remove a neuron</source>
            <translation>移除神经元</translation>
        </message>
        <message>
            <source>− Filter</source>
            <translation>− 滤波器</translation>
        </message>
        <message>
            <source>− Neuron</source>
            <translation>− 神经元</translation>
        </message>
    </context>
    <context>
        <name>VariantEditor</name>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
    </context>
    <context>
        <name>ViewPanel</name>
        <message>
            <source>Choose data to see this.</source>
            <translation>请先选择数据。</translation>
        </message>
        <message>
            <source>Draw a network that fits the data first.</source>
            <translation>请先画出与数据匹配的网络。</translation>
        </message>
        <message>
            <source>Epoch of the picture</source>
            <translation>画面所属的轮次</translation>
        </message>
        <message>
            <source>The network has learned on since; the next picture takes time</source>
            <translation>此后网络仍在学习：下一幅画面需要一些时间</translation>
        </message>
        <message>
            <source>of epoch {epoch}</source>
            <translation>第 {epoch} 轮</translation>
        </message>
    </context>
    <context>
        <name>WeightBox</name>
        <message>
            <source>Counts for nothing, in training and in exports</source>
            <translation>在训练和导出中都不起作用</translation>
        </message>
        <message>
            <source>Held: does not learn</source>
            <translation>固定：不学习</translation>
        </message>
        <message>
            <source>Off: kept at zero</source>
            <translation>关闭：保持为零</translation>
        </message>
        <message>
            <source>The value is that of copy 1 of {count}. Off and held go for all copies.</source>
            <translation>此值属于 {count} 个副本中的第 1 个。关闭与固定对所有副本有效。</translation>
        </message>
        <message>
            <source>The weight keeps its value while the others learn</source>
            <translation>其他权重学习时，此权重保持不变</translation>
        </message>
        <message>
            <source>Value of the weight</source>
            <translation>权重的值</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
    </context>
    <context>
        <name>Weights</name>
        <message>
            <source>Set a weight of {layer}</source>
            <translation>设置 {layer} 的一个权重</translation>
        </message>
    </context>
    <context>
        <name>WordsEdit</name>
        <message>
            <source>several</source>
            <translation>多个值</translation>
        </message>
    </context>
    <context>
        <name>WorstModel</name>
        <message>
            <source>Difference between prediction and truth</source>
            <translation>预测与真实值之差</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>误差</translation>
        </message>
        <message>
            <source>How far the output of the true class is from 1</source>
            <translation>真实类别的输出与 1 的差距</translation>
        </message>
        <message>
            <source>Predicted</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Root of the mean squared difference over the targets, as prepared</source>
            <translation>各目标（预处理后）差的均方根</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>True</source>
            <translation>真实</translation>
        </message>
        <message>
            <source>output {number}</source>
            <translation>输出 {number}</translation>
        </message>
    </context>
    <context>
        <name>WorstPanel</name>
        <message>
            <source>Greatest error {error} in row {row}</source>
            <translation>最大误差 {error}，在第 {row} 行</translation>
        </message>
        <message>
            <source>Predictions need a network that is trained on targets.</source>
            <translation>预测需要一个按目标训练的网络。</translation>
        </message>
        <message>
            <source>Predictions with the greatest errors</source>
            <translation>误差最大的预测</translation>
        </message>
        <message>
            <source>Worst predictions</source>
            <translation>最差预测</translation>
        </message>
        <message>
            <source>{shown} of {all} rows</source>
            <translation>{all} 行中的 {shown} 行</translation>
        </message>
    </context>
    <context>
        <name>WritingPanel</name>
        <message>
            <source>Begin with</source>
            <translation>开头</translation>
        </message>
        <message>
            <source>Begin with…</source>
            <translation>开头文字…</translation>
        </message>
        <message>
            <source>Epoch {epoch}</source>
            <translation>第 {epoch} 轮</translation>
        </message>
        <message>
            <source>Generated text</source>
            <translation>生成的文本</translation>
        </message>
        <message>
            <source>Low: the likeliest characters. High: more chance. 1: as the network says.</source>
            <translation>低：选最可能的字符。高：更随机。1：按网络给出的概率。</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度</translation>
        </message>
        <message>
            <source>Temperature {value}</source>
            <translation>温度 {value}</translation>
        </message>
        <message>
            <source>Text is written where the data are a text and each next character of it.</source>
            <translation>当数据是文本及其每个后续字符时，才会生成文本。</translation>
        </message>
        <message>
            <source>The data do not have these characters: {characters}</source>
            <translation>数据中没有这些字符：{characters}</translation>
        </message>
        <message>
            <source>To write, a network has to foretell the next character at each step.</source>
            <translation>要生成文本，网络必须在每一步预测下一个字符。</translation>
        </message>
        <message>
            <source>What each text begins with</source>
            <translation>每段文本的开头</translation>
        </message>
    </context>
    <context>
        <name>_Names</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
    </context>
</TS>
